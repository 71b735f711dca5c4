import { VOICE_SAMPLING_RATE } from '../resampling/resampler';
import type { Snr } from './snr';
import { FRAME_SAMPLES } from '../coding/voice-coder';

/** SNR that a message and each of its frames must reach, in dB. */
export const REQUIRED_SNR_DB = 40;

/** The SNR that stands for a lossless frame, in dB. No other frame reaches it. */
export const LOSSLESS_FRAME_DB = 120;

/** RMS level from which a frame counts as speech, in dBFS. */
export const ACTIVE_LEVEL_DBFS = -50;

/**
 * Describes what coding did to a message: the coded signal compared with the 8 kHz, 16-bit input of the coder.
 * The sender makes the report, because nobody else has that input. Figures in dB are rounded down to 0.01 dB.
 * So none claims more than was measured, and {@link encodeQualityReport} keeps them exactly.
 */
export interface QualityReport {
  /** Length of the message in samples, without the zeros that fill the last frame. */
  readonly sampleCount: number;
  /** Size of all coded frames in bytes, without headers, encryption and transport. */
  readonly codedBytes: number;
  /** SNR of the whole message. */
  readonly snr: Snr;
  /** SNR that the 8-bit quantiser of the requirements would have reached on the same samples. */
  readonly pcm8Snr: Snr;
  /** Lowest SNR of a frame that is not silent; {@link LOSSLESS_FRAME_DB} when there are none. */
  readonly lowestFrameSnrDb: number;
  /**
   * 1st percentile of the SNR of frames that are not silent; {@link LOSSLESS_FRAME_DB} when there are none.
   */
  readonly firstPercentileFrameSnrDb: number;
  /** Frames with at least one sample that is not zero. */
  readonly nonSilent: FrameCount;
  /** Frames with an RMS level of at least {@link ACTIVE_LEVEL_DBFS}. */
  readonly active: FrameCount;
  /** RMS level of the whole message; -Infinity for silence. */
  readonly rmsDbfs: number;
  /** Samples at either end of the 16-bit range. They suggest that the recording was too loud. */
  readonly clippedSamples: number;
}

/** Number of frames of one kind, and how many of them reach {@link REQUIRED_SNR_DB}. */
export interface FrameCount {
  readonly frames: number;
  readonly passing: number;
}

/** Share of the frames that reach {@link REQUIRED_SNR_DB}; 1 when there are no frames. */
export function passingShare({ frames, passing }: FrameCount): number {
  return frames === 0 ? 1 : passing / frames;
}

/** Number of frames of a message; the last one may be padded. */
export function frameCountOf(sampleCount: number): number {
  return Math.ceil(sampleCount / FRAME_SAMPLES);
}

/** Bit rate of the coded frames in bit/s: size divided by playing time. 0 without samples. */
export function bitRateOf({ codedBytes, sampleCount }: QualityReport): number {
  if (sampleCount === 0) return 0;
  return (8 * codedBytes * VOICE_SAMPLING_RATE) / (frameCountOf(sampleCount) * FRAME_SAMPLES);
}

/** How many times larger the message would be as 16-bit samples; 1 when nothing was coded. */
export function compressionRatioOf({ codedBytes, sampleCount }: QualityReport): number {
  return codedBytes === 0 ? 1 : (2 * FRAME_SAMPLES * frameCountOf(sampleCount)) / codedBytes;
}

/** Rounds down to 0.01 dB. */
export function floorDb(db: number): number {
  return Math.floor(db * 100) / 100;
}
