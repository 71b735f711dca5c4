/** A piece of decoded sound, mixed to one channel. All slices of a recording have the same rate. */
export interface MonoSlice {
  /** Sampling rate in Hz. */
  readonly samplingRate: number;
  /** Full scale is [-1, 1). */
  readonly samples: Float32Array;
  /**
   * Share of the recording that was read when this slice was ready, 0 to 1. It is an estimate: containers count
   * their headers differently. Absent for slices that read nothing new.
   */
  readonly done?: number;
}
