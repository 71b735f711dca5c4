/** Parameters of {@link sine}. */
export interface SineOptions {
  readonly frequencyHz: number;
  readonly samplingRate: number;
  readonly sampleCount: number;
  /** Peak value; 1 is full scale and the default. */
  readonly amplitude?: number;
}

/** A sine wave that starts at 0 and rises. */
export function sine(options: SineOptions): Float32Array {
  const { frequencyHz, samplingRate, sampleCount, amplitude = 1 } = options;
  const angle = (2 * Math.PI * frequencyHz) / samplingRate;
  return Float32Array.from({ length: sampleCount }, (_, i) => amplitude * Math.sin(angle * i));
}
