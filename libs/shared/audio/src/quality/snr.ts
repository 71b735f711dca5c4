/** How close a coded signal is to the signal that was presented to the coder. */
export type Snr =
  /** Signal energy over noise energy, in dB: 10 log10(sum x^2 / sum (x - y)^2). */
  | { readonly kind: 'measured'; readonly db: number }
  /** There is a signal and it came back without any difference. */
  | { readonly kind: 'lossless' }
  /** Every sample of the signal is zero, so that there is nothing to compare with. */
  | { readonly kind: 'silence' };

/** Whether `snr` reaches `requiredDb`; nothing was lost of a silent or losslessly coded signal. */
export function meetsSnr(snr: Snr, requiredDb: number): boolean {
  return snr.kind !== 'measured' || snr.db >= requiredDb;
}

/** RMS level of a sine of full scale, in dBFS. */
const FULL_SCALE_SINE_DBFS = -3.01;

/**
 * What theory expects of a uniform quantiser, in dB: 6.02 N + 1.76 for a sine of full scale, as the
 * requirements round it, and as much less as the signal is quieter. It holds while the signal is many
 * steps large and nothing is clipped.
 * @param bits size of one level.
 * @param rmsDbfs RMS level of the signal; that of a sine of full scale unless given.
 */
export function theoreticalSnrDb(bits: number, rmsDbfs: number = FULL_SCALE_SINE_DBFS): number {
  return 6.02 * bits + 1.76 + (rmsDbfs - FULL_SCALE_SINE_DBFS);
}
