import {
  ACTIVE_LEVEL_DBFS,
  type CoderName,
  MessageEncoder,
  Resampler,
  type Snr,
  toInt16,
  VOICE_CODERS,
} from '@sealwave/audio';

/** What a coder takes from a signal, block by block: it is run for each, and its output compared. */
export class BlockSnr {
  private readonly resampler: Resampler;

  /** @param samplingRate of the blocks, in Hz. */
  constructor(
    samplingRate: number,
    private readonly coder: CoderName,
  ) {
    this.resampler = new Resampler(samplingRate);
  }

  /**
   * The SNR over the whole frames of one block of samples, nominally -1 to +1. Room noise that is too
   * quiet to be speech counts as silence: how well it is coded tells nothing.
   */
  measure(block: Float32Array): Snr {
    const encoder = new MessageEncoder(VOICE_CODERS[this.coder]);
    encoder.push(toInt16(this.resampler.push(block)));
    const { rmsDbfs, snr } = encoder.report;
    return rmsDbfs < ACTIVE_LEVEL_DBFS ? { kind: 'silence' } : snr;
  }
}
