import { type Bytes, type ErrorCode, VoiceError } from '@sealwave/kernel';
import type {
  ReceivedFrame,
  ReceivingTransmission,
} from '../../transmissions/receiving-transmission';
import { isCutOff } from '../../transmissions/transmission-limits';
import type { EndedTransmission, TransmissionSource } from '../session-events';
import type { ReceivingShare } from './receiving-budget';

/**
 * Time after which a recording or a text without a new part counts as cut off, in milliseconds. Lines may
 * pause; live voice may not.
 */
const SILENCE_MS = 30_000;
const NO_REPORT: Bytes = new Uint8Array();

/** The result of opening the frames in one part. */
export interface OpenedFrames {
  readonly opened: readonly ReceivedFrame[];
  readonly refusedAs: readonly ErrorCode[];
}

/** A running transmission of one member, with all its frames so far. */
export class IncomingTransmission {
  private readonly frames: ReceivedFrame[] = [];
  private text: string | null = null;

  constructor(
    readonly source: TransmissionSource,
    private readonly receiving: ReceivingTransmission,
    private readonly share: ReceivingShare,
    private lastPartMs: number,
  ) {}

  /** How many frames have come. */
  get received(): number {
    return this.frames.length;
  }

  /** The text, once its frame has arrived. */
  get receivedText(): string | null {
    return this.text;
  }

  /**
   * Opens the frames of a part and holds them. A refused frame does not stop the others. @throws
   * SealedRoomError `busy`
   */
  async open(frames: readonly Bytes[], nowMs: number): Promise<OpenedFrames> {
    this.lastPartMs = nowMs;
    const opened: ReceivedFrame[] = [];
    const refusedAs: ErrorCode[] = [];
    const outcomes = await Promise.allSettled(frames.map((frame) => this.openOne(frame, nowMs)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') refusedAs.push(codeOf(outcome.reason));
      else if (outcome.value !== null) opened.push(outcome.value);
    }
    this.share.hold(opened.length);
    this.frames.push(...opened);
    return { opened, refusedAs };
  }

  /** Opens the trailer. @throws SealedRoomError as `ReceivingTransmission.end` does. */
  async end(trailer: Bytes): Promise<EndedTransmission> {
    const { reason, report, complete, missing } = await this.receiving.end(trailer);
    return { ...this.source, reason, report, complete, missing, frames: this.sorted() };
  }

  /** Ends it without a trailer. */
  cut(): EndedTransmission {
    this.receiving.destroy();
    const end = { reason: 'cut', report: NO_REPORT, complete: false, missing: null } as const;
    return { ...this.source, ...end, frames: this.sorted() };
  }

  /** Whether nothing has arrived for too long. */
  isSilent(nowMs: number): boolean {
    if (this.source.header.kind === 'live') return isCutOff(this.lastPartMs, nowMs);
    return nowMs - this.lastPartMs > SILENCE_MS;
  }

  /** The frames in order, for the owner of the session. */
  private sorted(): ReceivedFrame[] {
    this.share.release(this.frames.length);
    return this.frames.sort((one, other) => one.counter - other.counter);
  }

  private async openOne(frame: Bytes, nowMs: number): Promise<ReceivedFrame | null> {
    if (this.source.header.kind !== 'text') return this.receiving.open(frame, nowMs);
    this.text = await this.receiving.openText(frame, nowMs);
    return null;
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof VoiceError && error.peerFault) return error.code;
  throw error;
}
