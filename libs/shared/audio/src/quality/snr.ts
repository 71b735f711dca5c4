/** How close a coded signal is to the signal that the coder was given. */
export type Snr =
  /** Signal energy over noise energy, in dB: 10 log10(sum x^2 / sum (x - y)^2). */
  | { readonly kind: 'measured'; readonly db: number }
  /** The signal is not silent and came back without any difference. */
  | { readonly kind: 'lossless' }
  /** Every sample of the signal is zero, so there is nothing to compare. */
  | { readonly kind: 'silence' };

/** Whether `snr` reaches `requiredDb`; true for silence and for lossless coding. */
export function meetsSnr(snr: Snr, requiredDb: number): boolean {
  return snr.kind !== 'measured' || snr.db >= requiredDb;
}

/** RMS level of a sine of full scale, in dBFS. */
const FULL_SCALE_SINE_DBFS = -3.01;

/**
 * The theoretical SNR of a uniform quantiser, in dB. For a full-scale sine it is 6.02 N + 1.76, as the
 * requirements round it. A signal that is x dB quieter has x dB less. This holds while the signal spans many
 * steps and nothing is clipped.
 * @param bits bits per level (N).
 * @param rmsDbfs RMS level of the signal in dBFS; a full-scale sine unless given.
 */
export function theoreticalSnrDb(bits: number, rmsDbfs: number = FULL_SCALE_SINE_DBFS): number {
  return 6.02 * bits + 1.76 + (rmsDbfs - FULL_SCALE_SINE_DBFS);
}
