/** Lowest and highest displayed frequency, in Hz. 8 kHz audio carries this part of a voice. */
const LOWEST_HZ = 90;
const HIGHEST_HZ = 3800;

/** First and last bin of a band, both inclusive. */
export interface Band {
  readonly first: number;
  readonly last: number;
}

/**
 * Divides a spectrum into `count` bands from low to high. All bands have the same musical width. A band has at
 * least one bin.
 * @param binHz width of a bin, in Hz.
 */
export function frequencyBands(count: number, binHz: number): readonly Band[] {
  const edge = (index: number): number =>
    Math.round((LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (index / count)) / binHz);
  return Array.from({ length: count }, (_, index) => ({
    first: edge(index),
    last: Math.max(edge(index), edge(index + 1) - 1),
  }));
}

/**
 * The strongest bin of `band`, 0 to 1.
 * @param magnitudes on a scale of 0 to 255.
 */
export function bandStrength(magnitudes: Uint8Array, { first, last }: Band): number {
  let strongest = 0;
  for (let bin = first; bin <= last; bin++) strongest = Math.max(strongest, magnitudes[bin] ?? 0);
  return strongest / 255;
}
