import type { Clock } from '@sealwave/kernel';
import { encodeCapabilities, parseCapabilities, supportsNativeMessages } from '@sealwave/message';
import {
  connectHop,
  type FrameChannel,
  type HopCipher,
  MAX_HELLO_BYTES,
  publicKeyFormatOf,
} from '@sealwave/node/hop';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import {
  dial,
  FrameSocket,
  type FrameSocketLimits,
  type Target,
  UNAUTHENTICATED,
} from '@sealwave/node/connection';
import { joinRoom } from './open-connection';
import { ServerConnection } from './server-connection';

/** How to probe a voice server. */
export interface ProbeOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for a server with secured hops to send its hello, in milliseconds. */
  readonly helloMs: number;
  /** Time for the server to answer our announcement, in milliseconds. */
  readonly announcementMs: number;
  readonly maxMessageBytes: number;
  readonly clock: Clock;
  /** Ends the attempt early. */
  readonly signal: AbortSignal;
}

/** Properties of a voice server; times in milliseconds. */
export interface Probe {
  /** Time to open the TCP connection. */
  readonly connectMs: number;
  /** Time from the connection to the agreed keys. */
  readonly handshakeMs: number;
  /** Encoding of its public key (docs/protocol.md, section 3.2). */
  readonly keyFormat: ReturnType<typeof publicKeyFormatOf>;
  /** Fingerprint of the identity that the server proved; null when it proved none. */
  readonly fingerprint: string | null;
  /** Time from our sealed announcement to the sealed answer. Null when the server does not answer. */
  readonly roundTripMs: number | null;
  /** Whether it takes native messages. */
  readonly supportsNativeMessages: boolean;
}

/**
 * Connects as a client, agrees on keys, announces itself once, and leaves.
 * @throws ConnectionError, HandshakeError or another VoiceError when any of that fails.
 */
export async function probe(target: Target, options: ProbeOptions): Promise<Probe> {
  const { clock, signal, connectTimeoutMs, handshakeMs, maxMessageBytes } = options;
  const start = clock.now();
  const socket = await dial(target, connectTimeoutMs, signal);
  const connected = clock.now();
  const frames = new FrameSocket(socket, () => TYPE_BYTES + MAX_HELLO_BYTES, options);
  const abandon = () => frames.close();
  signal.addEventListener('abort', abandon, { once: true });
  try {
    const watched = new WatchedChannel(frames);
    const hop = await connectHop(watched, {
      policy: 'prefer',
      deadlineMs: handshakeMs,
      helloMs: options.helloMs,
      trust: () => undefined, // Probing a server does not require trust.
    });
    const agreed = clock.now();
    frames.frameLimit = () => TYPE_BYTES + maxMessageBytes;
    let takes: boolean | null;
    if (hop.identity) {
      const session = new ServerConnection(frames, hop, UNAUTHENTICATED, options.announcementMs);
      await joinRoom(session, {}, handshakeMs);
      takes = await session.supportsNativeMessages();
    } else takes = await exchange(frames, hop.cipher, options.announcementMs);
    return {
      connectMs: connected - start,
      handshakeMs: agreed - connected,
      keyFormat: publicKeyFormatOf(watched.firstBody),
      fingerprint: hop.identity?.fingerprint ?? null,
      roundTripMs: takes === null ? null : clock.now() - agreed,
      supportsNativeMessages: takes ?? false,
    };
  } finally {
    signal.removeEventListener('abort', abandon);
    frames.close();
  }
}

/** Whether the server supports native messages. Null when it does not answer in time. */
async function exchange(
  frames: FrameSocket,
  cipher: HopCipher,
  waitMs: number,
): Promise<boolean | null> {
  frames.send(FrameType.Control, cipher.seal(encodeCapabilities(), FrameType.Control));
  const expiry = new Promise<null>((resolve) => setTimeout(resolve, waitMs, null).unref());
  return Promise.race([answer(frames, cipher), expiry]);
}

async function answer(frames: FrameSocket, cipher: HopCipher): Promise<boolean> {
  for (;;) {
    const { type, body } = await frames.receive();
    // Others in the lobby may talk in the meantime.
    if (type === FrameType.Control)
      return supportsNativeMessages(parseCapabilities(cipher.open(body, type)));
  }
}

/** Remembers the first frame of a handshake: the server's public key. */
class WatchedChannel implements FrameChannel {
  firstBody: Uint8Array = new Uint8Array(0);

  constructor(private readonly channel: FrameChannel) {}

  send(...frame: Parameters<FrameChannel['send']>): void {
    this.channel.send(...frame);
  }

  sendTogether: FrameChannel['sendTogether'] = (...frames) => {
    this.channel.sendTogether(...frames);
  };

  peek(): ReturnType<FrameChannel['peek']> {
    return this.channel.peek();
  }

  async receive(): ReturnType<FrameChannel['receive']> {
    const frame = await this.channel.receive();
    if (this.firstBody.length === 0) this.firstBody = frame.body;
    return frame;
  }
}
