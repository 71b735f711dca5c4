/** A piece of decoded sound, mixed to one channel; all slices of a recording have one rate. */
export interface MonoSlice {
  /** In Hz. */
  readonly samplingRate: number;
  /** Full scale is [-1, 1). */
  readonly samples: Float32Array;
  /** Part of the recording that has been read with this slice, 0 to 1; by bytes, so a little too low. */
  readonly done?: number;
}
