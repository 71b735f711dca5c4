import { setTimeout as delay } from 'node:timers/promises';
import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { encodeCapabilities } from '@sealwave/message';
import {
  BaseCipher,
  type CipherParts,
  initiate,
  LONG_MESSAGE_BYTES,
  MAX_HANDSHAKE_BODY_BYTES,
  SessionError,
} from '@sealwave/node/session';
import { type Frame, FrameType, TYPE_BYTES } from '@sealwave/wire';
import { Announcement } from './announcement';
import { backoffDelayMs } from './backoff';
import { ConnectionError } from './connection-error';
import { dial, type Target } from './dial';
import { FrameSocket, type FrameSocketLimits } from './frame-socket';
import { asVoiceError } from './as-voice-error';

/** How a link behaves. */
export interface VoiceLinkOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for the server to answer what we announce, in milliseconds. */
  readonly announcementMs: number;
  /** Largest sealed message accepted of the server, in bytes. */
  readonly maxMessageBytes: number;
  /** Replaces the primitives of the cipher. */
  readonly cipherParts?: CipherParts;
}

/** Is told what happens on a link, in order. */
export interface VoiceLinkObserver {
  /** The link works again after it was lost. */
  onReconnected(): void;
  /** The link was lost; attempts to restore it follow. */
  onLost(): void;
  /** Before each attempt: its number from 1, and the milliseconds until it. */
  onReconnecting(attempt: number, delayMs: number): void;
  /** A message whose checks succeeded; the next one waits until this one is dealt with. */
  onAudio(audio: Uint8Array): void | Promise<void>;
  /** A message that failed its checks, or that {@link onAudio} could make nothing of. */
  onDropped(error: VoiceError): void;
  /** Why the link was lost, or why an attempt to restore it failed. */
  onProblem(error: VoiceError): void;
}

interface Session {
  readonly frames: FrameSocket;
  readonly cipher: BaseCipher;
  readonly announcement: Announcement;
}

/** A connection to the voice server as a client: keeps itself alive until it is closed. */
export class VoiceLink {
  private session: Session | null = null;
  private readonly closing = new AbortController();

  constructor(
    private readonly target: Target,
    private readonly options: VoiceLinkOptions,
    private readonly observer: VoiceLinkObserver,
  ) {}

  /**
   * Connects for the first time; from then on a lost connection is restored by itself.
   * @throws ConnectionError or HandshakeError when the server cannot be reached or refuses.
   */
  async connect(): Promise<void> {
    await this.open();
  }

  /**
   * Whether the server takes native messages (docs/protocol.md, section 5.3). Waits for its answer, which
   * a server written from the requirements alone never gives.
   * @throws ConnectionError when there is no connection.
   */
  async takesMessages(): Promise<boolean> {
    return this.connected().announcement.takesMessages();
  }

  /**
   * Seals and sends one message; resolves when it was handed to the system.
   * @param signal keeps it from being sent for as long as it is not sealed.
   * @throws ConnectionError when there is no connection, or it ended before that; the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    const { frames, cipher } = this.connected();
    const isLong = audio.length >= LONG_MESSAGE_BYTES;
    const seal = () => (isLong ? cipher.sealInTurns(audio) : cipher.seal(audio));
    const sealed = await orRenew(frames, seal);
    signal?.throwIfAborted();
    frames.send(FrameType.Audio, sealed);
    await frames.flushed();
    if (frames.closed) throw ConnectionError.closed();
  }

  /** Ends the link for good, after what was sent. */
  close(): void {
    this.closing.abort();
    this.session?.frames.end();
    this.session = null;
  }

  private connected(): Session {
    if (this.session) return this.session;
    throw new ConnectionError(ErrorCode.NotConnected, 'the voice server is not connected');
  }

  private async open(): Promise<void> {
    const { signal } = this.closing;
    const socket = await dial(this.target, this.options.connectTimeoutMs, signal);
    const frames = new FrameSocket(
      socket,
      () => TYPE_BYTES + MAX_HANDSHAKE_BODY_BYTES,
      this.options,
    );
    const abandon = () => frames.close();
    signal.addEventListener('abort', abandon, { once: true });
    try {
      const key = await initiate(frames, { deadlineMs: this.options.handshakeMs });
      signal.throwIfAborted();
      frames.frameLimit = () => TYPE_BYTES + this.options.maxMessageBytes;
      const cipher = new BaseCipher(key, this.options.cipherParts);
      frames.send(FrameType.Control, cipher.seal(encodeCapabilities()));
      this.session = {
        frames,
        cipher,
        announcement: new Announcement(this.options.announcementMs),
      };
    } catch (error) {
      frames.close();
      throw error;
    } finally {
      // From here on the link is closed after what it still has to send.
      signal.removeEventListener('abort', abandon);
    }
    void this.receive(this.session);
  }

  private async receive(session: Session): Promise<void> {
    const { frames } = session;
    try {
      for await (const frame of frames.frames()) await this.take(session, frame);
    } catch (error) {
      this.observer.onProblem(asVoiceError(error));
    }
    frames.close();
    if (this.closing.signal.aborted) return;
    this.session = null;
    this.observer.onLost();
    await this.restore();
  }

  private async take(session: Session, { type, body }: Frame): Promise<void> {
    if (type !== FrameType.Audio && type !== FrameType.Control) return;
    const { frames, cipher, announcement } = session;
    const isLong = body.length >= LONG_MESSAGE_BYTES;
    const open = () => (isLong ? cipher.openInTurns(body) : cipher.open(body));
    try {
      const plaintext = await orRenew(frames, open);
      if (type === FrameType.Control) announcement.learn(plaintext);
      else await this.observer.onAudio(plaintext);
    } catch (error) {
      this.observer.onDropped(asVoiceError(error));
    }
  }

  private async restore(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const delayMs = backoffDelayMs(attempt);
      this.observer.onReconnecting(attempt, delayMs);
      try {
        await delay(delayMs, undefined, { signal });
        await this.open();
        this.observer.onReconnected();
        return;
      } catch (error) {
        if (!signal.aborted) this.observer.onProblem(asVoiceError(error));
      }
    }
  }
}

/** Keys that have protected all the messages they may are replaced by connecting anew. */
async function orRenew<T>(frames: FrameSocket, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof SessionError && error.code === ErrorCode.MessageLimit) frames.close(error);
    throw error;
  }
}
