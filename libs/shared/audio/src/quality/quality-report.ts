import { VOICE_SAMPLING_RATE } from '../resampling/resampler';
import type { Snr } from './snr';
import { FRAME_SAMPLES } from '../coding/voice-coder';

/** SNR that a message and each of its frames must reach, in dB. */
export const REQUIRED_SNR_DB = 40;

/** What a frame counts as when nothing was lost of it: more than any other can reach. */
export const LOSSLESS_FRAME_DB = 120;

/** RMS level from which a frame is taken for speech, in dBFS. */
export const ACTIVE_LEVEL_DBFS = -50;

/**
 * What coding did to a message: the coder against the 8 kHz, 16-bit signal that it was given. Made by
 * the sender; nobody else has that signal. Figures in dB are rounded down to 0.01 dB, so that none
 * says more than was measured, and are therefore the same after {@link encodeQualityReport}.
 */
export interface QualityReport {
  /** Without the zeros that fill the last frame. */
  readonly sampleCount: number;
  /** Size of all coded frames; their headers, encryption and transport are not in it. */
  readonly codedBytes: number;
  /** Of the whole message. */
  readonly snr: Snr;
  /** What the 8-bit quantiser of the requirements would have reached on the same samples. */
  readonly pcm8Snr: Snr;
  /** Of the frames that are not silent; {@link LOSSLESS_FRAME_DB} when there are none. */
  readonly lowestFrameSnrDb: number;
  /** One frame in a hundred has at most this SNR; otherwise as the lowest. */
  readonly firstPercentileFrameSnrDb: number;
  /** Frames with at least one sample that is not zero. */
  readonly nonSilent: FrameCount;
  /** Frames of at least {@link ACTIVE_LEVEL_DBFS}. */
  readonly active: FrameCount;
  /** Of the whole message; -Infinity for silence. */
  readonly rmsDbfs: number;
  /** Samples at either end of the 16-bit range, where the recording was perhaps too loud. */
  readonly clippedSamples: number;
}

/** Frames of a kind, and how many of them reach {@link REQUIRED_SNR_DB}. */
export interface FrameCount {
  readonly frames: number;
  readonly passing: number;
}

/** Share of the frames that reach {@link REQUIRED_SNR_DB}; all of none. */
export function passingShare({ frames, passing }: FrameCount): number {
  return frames === 0 ? 1 : passing / frames;
}

/** Number of frames of a message, the last one possibly padded. */
export function frameCountOf(sampleCount: number): number {
  return Math.ceil(sampleCount / FRAME_SAMPLES);
}

/** Rate of the coded frames in bit/s, from their size and the time that they play; 0 for none. */
export function bitRateOf({ codedBytes, sampleCount }: QualityReport): number {
  if (sampleCount === 0) return 0;
  return (8 * codedBytes * VOICE_SAMPLING_RATE) / (frameCountOf(sampleCount) * FRAME_SAMPLES);
}

/** How many times larger the same time of 16-bit samples is; 1 for none. */
export function compressionRatioOf({ codedBytes, sampleCount }: QualityReport): number {
  return codedBytes === 0 ? 1 : (2 * FRAME_SAMPLES * frameCountOf(sampleCount)) / codedBytes;
}

/** Rounds down to 0.01 dB. */
export function floorDb(db: number): number {
  return Math.floor(db * 100) / 100;
}
