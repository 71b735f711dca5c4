/** How well a signal matches a reference at their best alignment. */
export interface Correlation {
  /** Normalised correlation: 1 for the same shape at any gain, 0 for unrelated signals. */
  readonly coefficient: number;
  /** Number of samples by which the signal is later than the reference. */
  readonly lag: number;
}

/**
 * Finds the highest normalised cross-correlation of `signal` with the whole `reference`. Tries all lags from 0
 * to `maxLag` samples. Beyond its end, the signal counts as silent.
 */
export function bestCorrelation(
  reference: Float32Array,
  signal: Float32Array,
  maxLag: number,
): Correlation {
  let best: Correlation = { coefficient: 0, lag: 0 };
  const referenceEnergy = reference.reduce((sum, sample) => sum + sample * sample, 0);
  for (let lag = 0; lag <= maxLag; lag++) {
    const overlap = Math.min(reference.length, signal.length - lag);
    let product = 0;
    let energy = 0;
    for (let i = 0; i < overlap; i++) {
      product += reference[i] * signal[lag + i];
      energy += signal[lag + i] ** 2;
    }
    const coefficient = product / Math.sqrt(referenceEnergy * energy);
    if (coefficient > best.coefficient) best = { coefficient, lag };
  }
  return best;
}
