import { randomBytes } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeCapabilities, parseCapabilities, takesMessages } from '@sealwave/message';
import {
  type BaseCipher,
  LONG_MESSAGE_BYTES,
  MESSAGE_OVERHEAD_BYTES,
} from '@sealwave/node/session';
import type { FrameSocket } from '@sealwave/node/tcp';
import { type Frame, FrameType } from '@sealwave/wire';

/** A member of the lobby sent what the base protocol does not allow. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;
}

/** What one session did, for the line that is logged at its end. */
export interface SessionTotals {
  messagesIn: number;
  bytesIn: number;
  messagesOut: number;
  bytesOut: number;
  dropped: number;
}

/** Frames of types that nobody knows, before the connection is closed. */
const MAX_UNKNOWN_FRAMES = 10;
/** Failed checks within {@link FAILURE_WINDOW_MS}, at which the connection is closed. */
const MAX_FAILURES = 3;
const FAILURE_WINDOW_MS = 60_000;

/** One client after its handshake (docs/protocol.md, section 6.2). */
export class VoiceSession {
  /** Random, for the log only. */
  readonly id = randomBytes(6).toString('hex');
  readonly totals: SessionTotals = {
    messagesIn: 0,
    bytesIn: 0,
    messagesOut: 0,
    bytesOut: 0,
    dropped: 0,
  };
  private announced = false;
  private unknownFrames = 0;
  private failures: number[] = [];

  constructor(
    private readonly frames: FrameSocket,
    private readonly cipher: BaseCipher,
  ) {}

  /** Whether the client has said that it understands native messages. */
  get takesMessages(): boolean {
    return this.announced;
  }

  /**
   * Seals `audio` under this session's own keys and queues it; never waits. At the message limit
   * of the keys the session ends instead.
   */
  send(audio: Uint8Array): void {
    if (this.frames.closed) return;
    try {
      this.queue(this.cipher.seal(audio));
    } catch (error) {
      this.end(error);
    }
  }

  /** Like {@link send} for a long message: lets others have a turn while it is sealed. */
  async sendInTurns(audio: Uint8Array): Promise<void> {
    if (this.frames.closed) return;
    try {
      this.queue(await this.cipher.sealInTurns(audio));
    } catch (error) {
      this.end(error);
    }
  }

  /**
   * Takes one frame of the client.
   * @param onDropped is told why, when a message was not accepted.
   * @returns its audio, or null when there is nothing to relay.
   * @throws VoiceError when the connection must be closed.
   */
  async take(
    frame: Frame,
    nowMs: number,
    onDropped: (reason: VoiceError) => void,
  ): Promise<Uint8Array | null> {
    if (frame.type !== FrameType.Audio && frame.type !== FrameType.Control) {
      this.judge(frame);
      return null;
    }
    let plaintext: Uint8Array;
    try {
      plaintext = await this.open(frame.body);
    } catch (error) {
      if (!(error instanceof VoiceError) || error.code === ErrorCode.MessageLimit) throw error;
      this.totals.dropped++;
      onDropped(error);
      if (error instanceof SealRejectedError) this.countFailure(error, nowMs);
      return null;
    }
    return frame.type === FrameType.Control ? this.learn(plaintext) : this.count(plaintext);
  }

  /** Notes what the client understands, and says the same of us; nobody else is told anything. */
  private learn(announcement: Uint8Array): null {
    this.announced = takesMessages(parseCapabilities(announcement));
    this.frames.send(FrameType.Control, this.cipher.seal(encodeCapabilities()));
    return null;
  }

  private count(audio: Uint8Array): Uint8Array | null {
    this.totals.messagesIn++;
    this.totals.bytesIn += audio.length;
    return audio.length > 0 ? audio : null;
  }

  private async open(sealed: Uint8Array): Promise<Uint8Array> {
    const isLong = sealed.length >= LONG_MESSAGE_BYTES;
    return isLong ? await this.cipher.openInTurns(sealed) : this.cipher.open(sealed);
  }

  private queue(sealed: Uint8Array): void {
    if (this.frames.closed) return;
    this.frames.send(FrameType.Audio, sealed);
    this.totals.messagesOut++;
    this.totals.bytesOut += sealed.length - MESSAGE_OVERHEAD_BYTES;
  }

  private end(error: unknown): void {
    if (!(error instanceof VoiceError)) throw error;
    this.frames.close(error);
  }

  private judge(frame: Frame): void {
    const isHandshake = frame.type === FrameType.PublicKey || frame.type === FrameType.Salt;
    if (!isHandshake && ++this.unknownFrames <= MAX_UNKNOWN_FRAMES) return;
    const text = isHandshake ? 'a second handshake' : 'too many frames of unknown types';
    throw new MemberError(ErrorCode.ProtocolError, text, { type: frame.type });
  }

  private countFailure(failure: SealRejectedError, nowMs: number): void {
    this.failures = this.failures.filter((atMs) => nowMs - atMs < FAILURE_WINDOW_MS);
    this.failures.push(nowMs);
    if (this.failures.length >= MAX_FAILURES) throw failure;
  }
}
