import { ErrorCode, UsageError } from '@sealwave/kernel';

/** How close a coded signal is to the signal that was presented to the coder. */
export type Snr =
  /** Signal energy over noise energy, in dB: 10 log10(sum x^2 / sum (x - y)^2). */
  | { readonly kind: 'measured'; readonly db: number }
  /** There is a signal and it came back without any difference. */
  | { readonly kind: 'lossless' }
  /** Every sample of the signal is zero, so that there is nothing to compare with. */
  | { readonly kind: 'silence' };

/** Sums of this many squares of 17-bit differences are exact in a double. */
const EXACT_SAMPLES = 1 << 19;

/** Measures the SNR of a signal slice by slice; the energies are exact whole numbers of any length. */
export class SnrMeter {
  private signal = 0n;
  private noise = 0n;

  /**
   * Adds one slice: the samples before coding and after decoding.
   * @throws UsageError when the two differ in length.
   */
  add(original: Int16Array, decoded: Int16Array): void {
    if (original.length !== decoded.length) {
      throw new UsageError(ErrorCode.Usage, 'slices of different lengths');
    }
    for (let at = 0; at < original.length; at += EXACT_SAMPLES) {
      this.addExact(
        original.subarray(at, at + EXACT_SAMPLES),
        decoded.subarray(at, at + EXACT_SAMPLES),
      );
    }
  }

  /** The SNR of everything added so far; no samples at all are silence. */
  get snr(): Snr {
    if (this.signal === 0n) return { kind: 'silence' };
    if (this.noise === 0n) return { kind: 'lossless' };
    return { kind: 'measured', db: 10 * Math.log10(Number(this.signal) / Number(this.noise)) };
  }

  private addExact(original: Int16Array, decoded: Int16Array): void {
    let signal = 0;
    let noise = 0;
    for (let i = 0; i < original.length; i++) {
      const difference = original[i] - decoded[i];
      signal += original[i] * original[i];
      noise += difference * difference;
    }
    this.signal += BigInt(signal);
    this.noise += BigInt(noise);
  }
}

/** Whether `snr` reaches `requiredDb`; nothing was lost of a silent or losslessly coded signal. */
export function meetsSnr(snr: Snr, requiredDb: number): boolean {
  return snr.kind !== 'measured' || snr.db >= requiredDb;
}
