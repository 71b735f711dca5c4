import {
  ACTIVE_LEVEL_DBFS,
  type CoderName,
  MessageEncoder,
  Resampler,
  type Snr,
  toInt16,
  VOICE_CODERS,
} from '@sealwave/audio';

/** Measures the SNR of a coder on a signal, block by block. */
export class BlockSnr {
  private readonly resampler: Resampler;

  /**
   * @param samplingRate sampling rate of the blocks, in Hz.
   * @param coder the coder to measure.
   */
  constructor(
    samplingRate: number,
    private readonly coder: CoderName,
  ) {
    this.resampler = new Resampler(samplingRate);
  }

  /**
   * The SNR of one block of samples, nominally -1 to +1. Only whole frames count. Room noise too quiet to be
   * speech counts as silence, because its SNR means nothing.
   */
  measure(block: Float32Array): Snr {
    const encoder = new MessageEncoder(VOICE_CODERS[this.coder]);
    encoder.push(toInt16(this.resampler.push(block)));
    const { rmsDbfs, snr } = encoder.report;
    return rmsDbfs < ACTIVE_LEVEL_DBFS ? { kind: 'silence' } : snr;
  }
}
