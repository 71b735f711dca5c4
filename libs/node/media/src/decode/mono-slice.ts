/** A piece of decoded sound, mixed to one channel. All slices of a recording have the same rate. */
export interface MonoSlice {
  /** In Hz. */
  readonly samplingRate: number;
  /** Full scale is [-1, 1). */
  readonly samples: Float32Array;
  /** Share of the recording read with this slice, 0 to 1; measured in bytes, so slightly low. */
  readonly done?: number;
}
