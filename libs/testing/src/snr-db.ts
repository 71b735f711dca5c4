/** The energy of `original` against that of what `decoded` differs from it by, in dB; NaN where there is neither. */
export function snrDb(original: Int16Array, decoded: Int16Array): number {
  if (original.length !== decoded.length) throw new Error('signals of different lengths');
  let [signal, noise] = [0, 0];
  original.forEach((sample, i) => {
    signal += sample ** 2;
    noise += (sample - decoded[i]) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}
