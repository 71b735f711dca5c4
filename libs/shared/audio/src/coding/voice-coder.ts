import { VOICE_SAMPLING_RATE } from '../resampling/resampler';

/** Samples in one frame of every voice coder: 20 ms at {@link VOICE_SAMPLING_RATE}. */
export const FRAME_SAMPLES = VOICE_SAMPLING_RATE / 50;

/** What coding did to one frame: exact sums of squares of 16-bit samples, below 2^38. */
export interface FrameEnergies {
  /** Of the samples that were given to the encoder. */
  readonly signalEnergy: number;
  /** Of their difference from the samples that the decoder will return. */
  readonly noiseEnergy: number;
}

/** Turns frames of {@link FRAME_SAMPLES} 16-bit samples into bytes, always the same number of them. */
export interface VoiceEncoder {
  /**
   * Codes `samples` over all of `into`. What is returned belongs to the encoder, which writes over it
   * with the next frame.
   * @throws UsageError when either has the wrong length.
   */
  encode(samples: Int16Array, into: Uint8Array): FrameEnergies;
}

/** Turns the bytes of a {@link VoiceEncoder} back into samples. */
export interface VoiceDecoder {
  /**
   * Decodes `frame` over all of `into`, or a new array, and returns that. `into` stays as it was when
   * the frame is refused.
   * @throws CodedAudioError when it is not a frame of this coder.
   * @throws UsageError when `into` has the wrong length.
   */
  decode(frame: Uint8Array, into?: Int16Array): Int16Array;
}

/** One way to code voice. No frame depends on another, so that a lost one costs 20 ms only. */
export interface VoiceCoder {
  readonly name: string;
  /** Size of each frame, in bytes. */
  readonly frameBytes: number;
  newEncoder(): VoiceEncoder;
  newDecoder(): VoiceDecoder;
}
