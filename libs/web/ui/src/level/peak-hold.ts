/** How long a peak stays, in milliseconds. Then it falls. */
const HOLD_MS = 1500;
const FALL_DB_PER_MS = 20 / 1000;

/** The highest recent level. It stays long enough to be read, and then falls. */
export class PeakHold {
  private heldDbfs = -Infinity;
  private heldAtMs = 0;

  /** Adds the peak `dbfs` at `timeMs`, on any clock that goes forward. */
  push(dbfs: number, timeMs: number): void {
    if (dbfs < this.at(timeMs)) return;
    this.heldDbfs = dbfs;
    this.heldAtMs = timeMs;
  }

  /** The held level at `timeMs`, in dBFS; -Infinity before the first peak. */
  at(timeMs: number): number {
    return this.heldDbfs - FALL_DB_PER_MS * Math.max(0, timeMs - this.heldAtMs - HOLD_MS);
  }
}
