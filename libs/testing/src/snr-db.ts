/**
 * Signal-to-noise ratio in dB: the energy of `original` over the energy of its difference from `decoded`. NaN
 * when both are 0.
 */
export function snrDb(original: Int16Array, decoded: Int16Array): number {
  if (original.length !== decoded.length) throw new Error('signals of different lengths');
  let [signal, noise] = [0, 0];
  original.forEach((sample, i) => {
    signal += sample ** 2;
    noise += (sample - decoded[i]) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}
