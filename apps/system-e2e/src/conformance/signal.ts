/** Signal-to-noise ratio of `decoded` against `original`, in dB. */
export function snrDb(original: Int16Array, decoded: Int16Array): number {
  let signal = 0;
  let noise = 0;
  original.forEach((sample, i) => {
    signal += sample ** 2;
    noise += (sample - decoded[i]) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}
