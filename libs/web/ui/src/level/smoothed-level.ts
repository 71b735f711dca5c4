/** Like the needle of a VU meter, which takes 300 ms to follow. */
const TIME_CONSTANT_MS = 300;

/** A level that moves calmly: the mean power of the last moments, newest counting most. */
export class SmoothedLevel {
  private power = 0;
  private atMs: number | null = null;

  /** The smoothed level, in dBFS; -Infinity before anything was heard. */
  get dbfs(): number {
    return 10 * Math.log10(this.power);
  }

  /** Takes in the level `dbfs` that was measured at `timeMs`, on any clock that goes forward. */
  push(dbfs: number, timeMs: number): void {
    const power = 10 ** (dbfs / 10);
    const elapsedMs = this.atMs === null ? Infinity : timeMs - this.atMs;
    this.power = power + (this.power - power) * Math.exp(-elapsedMs / TIME_CONSTANT_MS);
    this.atMs = timeMs;
  }
}
