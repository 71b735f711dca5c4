import { type Bytes, ErrorCode, toHex } from '@sealwave/kernel';
import { FrameFailures } from '../../transmissions/frame-failures';
import type { Refusal } from '../session-events';
import { RecentMap } from './recent-map';

/** Codes that do not count against a member: a key has not come yet, or we cannot hold more. */
const INNOCENT: readonly ErrorCode[] = [ErrorCode.SenderKeyMissing, ErrorCode.Busy];
/** Most reported refusals to remember for each member. */
const MAX_REPORTED = 128;

/** Counts what is refused of one member. Reports each code once for each transmission. */
export class Refusals {
  private readonly failures = new FrameFailures();
  private readonly reported = new RecentMap<true>(MAX_REPORTED);
  private isMisattributed = false;

  constructor(
    private readonly from: number,
    private readonly report: (refusal: Refusal) => void,
  ) {}

  /** Counts frames that passed their check. @param nowMs by a monotonic clock. */
  pass(frames: number, nowMs: number): void {
    for (let i = 0; i < frames; i++) this.failures.count(false, nowMs);
  }

  /** Counts and reports a refusal. It does not count against the member if its code is one of `INNOCENT`. */
  refuse(code: ErrorCode, transmissionId: Bytes | null, nowMs: number): void {
    if (!INNOCENT.includes(code)) this.failures.count(true, nowMs);
    if (code === ErrorCode.AttributionMismatch) this.isMisattributed = true;
    this.tell(code, transmissionId);
  }

  /** Reports something that does not count against the member. */
  tell(code: ErrorCode, transmissionId: Bytes | null): void {
    const key = transmissionId && `${toHex(transmissionId)} ${code}`;
    if (key !== null && this.reported.has(key)) return;
    if (key !== null) this.reported.set(key, true);
    this.report({ from: this.from, code, transmissionId });
  }

  /** Whether too much is refused now, or the server passed off others' frames as this member's. */
  isFailing(nowMs: number): boolean {
    return this.isMisattributed || this.failures.isFailing(nowMs);
  }

  /** Forgets a wrong attribution, because the person at the screen has answered it. */
  forgive(): void {
    this.isMisattributed = false;
  }
}
