/**
 * Levels in dBFS, relative to the value 1. A full-scale square wave has a peak and an RMS of 0. A full-scale
 * sine has a peak of 0 and an RMS of -3.01. Silence is -Infinity.
 */
export interface Level {
  readonly rmsDbfs: number;
  readonly peakDbfs: number;
}

/** Words for how loud a person speaks, from quiet to loud. */
const INTENSITIES = ['Silent', 'Quiet', 'Normal', 'Loud', 'SHOUTING'] as const;

/** One of {@link INTENSITIES}. */
export type Intensity = (typeof INTENSITIES)[number];

/** Lowest RMS level of each word of {@link INTENSITIES} but the first, in dBFS. */
const INTENSITY_LIMITS_DBFS = [-50, -35, -20, -9];

/** Measures samples of full scale [-1, 1); an empty array counts as silence. */
export function levelOf(samples: Float32Array): Level {
  let energy = 0;
  let peak = 0;
  for (const sample of samples) {
    energy += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  const rms = samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
  return { rmsDbfs: toDbfs(rms), peakDbfs: toDbfs(peak) };
}

/** Converts an amplitude to dBFS; 1 is 0 dBFS. */
export function toDbfs(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

/** The word of {@link INTENSITIES} for an RMS level in dBFS. */
export function intensityOf(rmsDbfs: number): Intensity {
  return INTENSITIES[INTENSITY_LIMITS_DBFS.filter((limit) => rmsDbfs >= limit).length];
}
