/** A piece of decoded sound, mixed to one channel; all slices of a recording have one rate. */
export interface MonoSlice {
  /** In Hz. */
  readonly samplingRate: number;
  /** Full scale is [-1, 1). */
  readonly samples: Float32Array;
}
