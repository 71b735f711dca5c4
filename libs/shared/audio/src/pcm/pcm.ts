/** Sampled sound: one array per channel, all of the same length. */
export interface Pcm {
  /** Samples per second and channel, in Hz. */
  readonly samplingRate: number;
  /** Samples of each channel; full scale is [-1, 1), though float sources may exceed it. */
  readonly channels: readonly Float32Array[];
}

/** Averages all channels, sample by sample; returns a single channel as it is, without a copy. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0];
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i++) mono[i] += channel[i];
  }
  for (let i = 0; i < mono.length; i++) mono[i] /= channels.length;
  return mono;
}
