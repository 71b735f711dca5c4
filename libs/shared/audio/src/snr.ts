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
