import type { SealRejectedError } from '@sealwave/crypto';

/** Failed checks within {@link WINDOW_MS}, at which the connection is closed. */
const MAX_FAILURES = 3;
const WINDOW_MS = 60_000;

/** The messages of one client of the base protocol whose checks have failed: few may be chance, many are an attack. */
export class FailedChecks {
  private timesMs: number[] = [];

  /** @throws SealRejectedError `failure`, where it is one too many. */
  add(failure: SealRejectedError, nowMs: number): void {
    this.timesMs = this.timesMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    this.timesMs.push(nowMs);
    if (this.timesMs.length >= MAX_FAILURES) throw failure;
  }
}
