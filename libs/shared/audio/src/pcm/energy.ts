/** Sum of the squares of 16-bit samples; exact for up to 2^23 of them. */
export function energyOf(samples: Int16Array): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
  return energy;
}

/** Sum of the squared differences between two signals of equal length; exact for up to 2^21 samples. */
export function energyOfDifference(a: Int16Array, b: Int16Array): number {
  let energy = 0;
  for (let i = 0; i < a.length; i++) energy += (a[i] - b[i]) * (a[i] - b[i]);
  return energy;
}
