/** A piece of decoded sound, mixed to one channel. All slices of a recording have the same rate. */
export interface MonoSlice {
  /** In Hz. */
  readonly samplingRate: number;
  /** Full scale is [-1, 1). */
  readonly samples: Float32Array;
  /**
   * Share of the recording's bytes read when this slice was ready, 0 to 1. An estimate: containers count their
   * headers differently. Absent for slices that read nothing new.
   */
  readonly done?: number;
}
