/** Bins per decibel. */
const BINS_PER_DB = 100;

/**
 * Counts values from 0 to `maxDb` in steps of 0.01 dB, in constant memory. Values are rounded down and clamped
 * to the range.
 */
export class DecibelHistogram {
  private readonly counts: Uint32Array;
  private total = 0;

  constructor(private readonly maxDb: number) {
    this.counts = new Uint32Array(maxDb * BINS_PER_DB + 1);
  }

  add(db: number): void {
    const bin = Math.floor(Math.max(0, Math.min(db, this.maxDb)) * BINS_PER_DB);
    this.counts[bin]++;
    this.total++;
  }

  /**
   * The value that a `share` of all values do not exceed (nearest rank). 0 gives the lowest, 0.5 the median.
   * Returns `maxDb` when there are no values.
   */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.total));
    let counted = 0;
    for (let bin = 0; bin < this.counts.length; bin++) {
      counted += this.counts[bin];
      if (counted >= rank) return bin / BINS_PER_DB;
    }
    return this.maxDb;
  }
}
