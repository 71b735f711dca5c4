/** As slow as the needle of a VU meter, which takes 300 ms to follow. */
const TIME_CONSTANT_MS = 300;

/** A smoothed level: the mean power of recent moments. Newer moments weigh more. */
export class SmoothedLevel {
  private power = 0;
  private atMs: number | null = null;

  /** The smoothed level in dBFS; -Infinity before the first level. */
  get dbfs(): number {
    return 10 * Math.log10(this.power);
  }

  /** Adds the level `dbfs` at `timeMs`, on any clock that goes forward. */
  push(dbfs: number, timeMs: number): void {
    const power = 10 ** (dbfs / 10);
    const elapsedMs = this.atMs === null ? Infinity : timeMs - this.atMs;
    this.power = power + (this.power - power) * Math.exp(-elapsedMs / TIME_CONSTANT_MS);
    this.atMs = timeMs;
  }
}
