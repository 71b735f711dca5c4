import { randomBytes } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { BaseCipher } from '@sealwave/node/session';
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

/** One client after its handshake (docs/protocol.md, section 5: state `BASE`). */
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
  private unknownFrames = 0;
  private failures: number[] = [];

  constructor(
    private readonly frames: FrameSocket,
    private readonly cipher: BaseCipher,
  ) {}

  /** Seals `audio` under this session's own keys and queues it; never waits, never throws. */
  send(audio: Uint8Array): void {
    if (this.frames.closed) return;
    try {
      this.frames.send(FrameType.Audio, this.cipher.seal(audio));
    } catch (error) {
      if (!(error instanceof VoiceError)) throw error;
      this.frames.close(error);
    }
    this.totals.messagesOut++;
    this.totals.bytesOut += audio.length;
  }

  /**
   * Takes one frame of the client.
   * @param onDropped is told why, when a message was not accepted.
   * @returns its audio, or null when there is nothing to relay.
   * @throws VoiceError when the connection must be closed.
   */
  take(frame: Frame, nowMs: number, onDropped: (reason: VoiceError) => void): Uint8Array | null {
    if (frame.type !== FrameType.Audio) {
      this.judge(frame);
      return null;
    }
    try {
      const audio = this.cipher.open(frame.body);
      this.totals.messagesIn++;
      this.totals.bytesIn += audio.length;
      return audio.length > 0 ? audio : null;
    } catch (error) {
      if (!(error instanceof VoiceError) || error.code === ErrorCode.MessageLimit) throw error;
      this.totals.dropped++;
      onDropped(error);
      if (error instanceof SealRejectedError) this.countFailure(error, nowMs);
      return null;
    }
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
