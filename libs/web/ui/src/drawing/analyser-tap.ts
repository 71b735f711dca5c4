/** The part of an `AnalyserNode` that the meters read. */
export interface AnalyserTap {
  /** Length of a block of samples. */
  readonly fftSize: number;
  /** Number of frequency bins, from 0 Hz up to half the sampling rate. */
  readonly frequencyBinCount: number;
  readonly context: { readonly sampleRate: number };
  /** Magnitudes on a scale of 0 to 255, one per bin. */
  getByteFrequencyData(into: Uint8Array<ArrayBuffer>): void;
  /** The newest block of samples, nominally -1 to +1. */
  getFloatTimeDomainData(into: Float32Array<ArrayBuffer>): void;
}
