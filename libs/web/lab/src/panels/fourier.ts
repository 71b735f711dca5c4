import { ErrorCode, UsageError } from '@sealwave/kernel';

/** The discrete Fourier transform of a fixed length, in place (Cooley and Tukey, radix 2). */
export class Fourier {
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;

  /**
   * @param size number of values; a power of two.
   * @throws UsageError for any other number.
   */
  constructor(readonly size: number) {
    if (!Number.isInteger(Math.log2(size))) {
      throw new UsageError(ErrorCode.Usage, 'the size must be a power of two', { size });
    }
    const angleOf = (_: unknown, i: number): number => (-2 * Math.PI * i) / size;
    const angles = Float64Array.from({ length: size / 2 }, angleOf);
    this.cosines = angles.map(Math.cos);
    this.sines = angles.map(Math.sin);
  }

  /** Replaces the real and imaginary parts of a signal by those of its spectrum. */
  transform(real: Float64Array, imaginary: Float64Array): void {
    this.reorder(real, imaginary);
    for (let half = 1; half < this.size; half *= 2) {
      for (let start = 0; start < this.size; start += 2 * half) {
        for (let k = 0; k < half; k++) this.combine(real, imaginary, start + k, half, k);
      }
    }
  }

  /** One butterfly step. It combines two values `half` apart, rotated by `k` of `half` steps. */
  private combine(
    real: Float64Array,
    imaginary: Float64Array,
    at: number,
    half: number,
    k: number,
  ): void {
    const turn = (k * this.size) / (2 * half);
    const [cosine, sine] = [this.cosines[turn], this.sines[turn]];
    const other = at + half;
    const a = real[other] * cosine - imaginary[other] * sine;
    const b = real[other] * sine + imaginary[other] * cosine;
    real[other] = real[at] - a;
    imaginary[other] = imaginary[at] - b;
    real[at] += a;
    imaginary[at] += b;
  }

  /** Reorders all values. Each moves to the index whose bits are those of its own, reversed. */
  private reorder(real: Float64Array, imaginary: Float64Array): void {
    for (let i = 1, j = 0; i < this.size; i++) {
      let bit = this.size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i >= j) continue;
      [real[i], real[j]] = [real[j], real[i]];
      [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
    }
  }
}
