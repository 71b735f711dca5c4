/** How long a peak stays where it was, and how fast it comes down after that. */
const HOLD_MS = 1500;
const FALL_DB_PER_MS = 20 / 1000;

/** The highest level of the last moments, which stays long enough to be read and then falls. */
export class PeakHold {
  private heldDbfs = -Infinity;
  private heldAtMs = 0;

  /** Takes in the peak `dbfs` of what was heard at `timeMs`, on any clock that goes forward. */
  push(dbfs: number, timeMs: number): void {
    if (dbfs < this.at(timeMs)) return;
    this.heldDbfs = dbfs;
    this.heldAtMs = timeMs;
  }

  /** What is shown at `timeMs`, in dBFS; -Infinity before anything was heard. */
  at(timeMs: number): number {
    return this.heldDbfs - FALL_DB_PER_MS * Math.max(0, timeMs - this.heldAtMs - HOLD_MS);
  }
}
