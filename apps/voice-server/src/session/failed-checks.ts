import type { SealRejectedError } from '@sealwave/crypto';

/** Failed checks within {@link WINDOW_MS} after which the connection is closed. */
const MAX_FAILURES = 3;
const WINDOW_MS = 60_000;

/** Counts failed checks of a client of the base protocol. A few may be chance, many are an attack. */
export class FailedChecks {
  private timesMs: number[] = [];

  /**
   * Counts a failure.
   * @throws SealRejectedError `failure` itself when there were too many.
   */
  add(failure: SealRejectedError, nowMs: number): void {
    this.timesMs = this.timesMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    this.timesMs.push(nowMs);
    if (this.timesMs.length >= MAX_FAILURES) throw failure;
  }
}
