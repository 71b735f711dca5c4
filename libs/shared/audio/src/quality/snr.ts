/** How close a coded signal is to the signal that the coder was given. */
export type Snr =
  /** Signal energy over noise energy, in dB: 10 log10(sum x^2 / sum (x - y)^2). */
  | { readonly kind: 'measured'; readonly db: number }
  /** The signal is not silent and came back without any difference. */
  | { readonly kind: 'lossless' }
  /** Every sample of the signal is zero, so that there is nothing to compare with. */
  | { readonly kind: 'silence' };

/** Whether `snr` reaches `requiredDb`; true for silence and for lossless coding. */
export function meetsSnr(snr: Snr, requiredDb: number): boolean {
  return snr.kind !== 'measured' || snr.db >= requiredDb;
}

/** RMS level of a sine of full scale, in dBFS. */
const FULL_SCALE_SINE_DBFS = -3.01;

/**
 * The SNR in dB that theory predicts for a uniform quantiser: 6.02 N + 1.76 for a full-scale sine, as the
 * requirements round it, and less by as many dB as the signal is quieter. It holds while the signal spans
 * many steps and nothing is clipped.
 * @param bits bits per level.
 * @param rmsDbfs RMS level of the signal in dBFS; a full-scale sine unless given.
 */
export function theoreticalSnrDb(bits: number, rmsDbfs: number = FULL_SCALE_SINE_DBFS): number {
  return 6.02 * bits + 1.76 + (rmsDbfs - FULL_SCALE_SINE_DBFS);
}
