/** The latest peaks of a signal, one per column of a scrolling waveform. */
export class PeakHistory {
  private readonly peaks: Float32Array<ArrayBuffer>;
  private written = 0;

  /** @param capacity number of columns to keep. */
  constructor(private readonly capacity: number) {
    this.peaks = new Float32Array(capacity);
  }

  /** Appends the largest absolute value of `samples`, and drops the oldest column. */
  push(samples: Float32Array): void {
    let peak = 0;
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    this.peaks[this.written++ % this.capacity] = peak;
  }

  /** The peak `age` columns ago; 0 is the newest column. A column that was never written has peak 0. */
  at(age: number): number {
    if (age >= Math.min(this.written, this.capacity)) return 0;
    return this.peaks[(this.written - 1 - age) % this.capacity];
  }
}
