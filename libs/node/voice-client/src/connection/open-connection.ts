import {
  type ConnectionSecurity,
  dial,
  FrameSocket,
  type FrameSocketLimits,
  type ServerTrust,
  type Target,
  UNAUTHENTICATED,
} from '@sealwave/node/connection';
import { connectHop, MAX_HANDSHAKE_BODY_BYTES, MAX_HELLO_BYTES } from '@sealwave/node/hop';
import type { Roster } from '@sealwave/room';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import type { JoinRequest } from './join-room';
import { ServerConnection } from './server-connection';

/** How a voice server is connected to. */
export interface ConnectionOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for a server that knows of secured hops to say so, in milliseconds. */
  readonly helloMs: number;
  /** Time without a word of the server after which it is given up, in milliseconds; on a secured hop. */
  readonly silenceMs: number;
  /** Which servers are believed, and how much is asked of them. */
  readonly trust: ServerTrust;
  /** Time for a server of the base protocol to answer what we announce, in milliseconds. */
  readonly announcementMs: number;
  /** Largest sealed message accepted of the server, in bytes. */
  readonly maxMessageBytes: number;
  /** The room to join, and as whom; the lobby without it. */
  readonly join?: JoinRequest;
}

/** Largest length field of a `C` (docs/protocol.md, section 6.1). */
const MAX_CONTROL_FRAME_BYTES = 64 * 1024;

/** A connection in a room, and who is there. */
export interface OpenConnection {
  readonly server: ServerConnection;
  readonly roster: Roster;
}

/**
 * Connects to a voice server, agrees on keys, looks whether it is the known one, and joins the room.
 * @param signal ends the attempt early.
 * @throws ConnectionError or HandshakeError when the server cannot be reached or refuses, and
 * IdentityChangedError when it is another one than before.
 */
export async function openConnection(
  target: Target,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<OpenConnection> {
  const socket = await dial(target, options.connectTimeoutMs, signal);
  const frames = new FrameSocket(socket, (type) => frameLimit(type, options), options);
  const abandon = () => frames.close();
  signal.addEventListener('abort', abandon, { once: true });
  const { trust, handshakeMs, helloMs, announcementMs, silenceMs } = options;
  try {
    const hop = await connectHop(frames, {
      policy: trust.policyFor(target),
      deadlineMs: handshakeMs,
      helloMs,
      trust: (identity) => trust.check(target, identity),
    });
    signal.throwIfAborted();
    const security: ConnectionSecurity = hop.identity
      ? trust.accept(target, hop.identity)
      : UNAUTHENTICATED;
    const server = new ServerConnection(frames, hop, security, announcementMs);
    const roster = await server.join(handshakeMs, options.join);
    signal.throwIfAborted();
    if (hop.identity) frames.limitSilence(silenceMs);
    return { server, roster };
  } catch (error) {
    frames.close();
    throw error;
  } finally {
    // From here on the connection is closed after what it still has to send.
    signal.removeEventListener('abort', abandon);
  }
}

function frameLimit(type: number, { maxMessageBytes }: ConnectionOptions): number {
  if (type === FrameType.Audio) return TYPE_BYTES + maxMessageBytes;
  if (type === FrameType.Control) return MAX_CONTROL_FRAME_BYTES;
  return TYPE_BYTES + (type === FrameType.Hello ? MAX_HELLO_BYTES : MAX_HANDSHAKE_BODY_BYTES);
}
