import { VOICE_SAMPLING_RATE } from '../resampling/resampler';

/** Samples in one frame of every voice coder: 20 ms at {@link VOICE_SAMPLING_RATE}. */
export const FRAME_SAMPLES = VOICE_SAMPLING_RATE / 50;

/**
 * The energies of one frame before and after coding. They are exact sums of squares of 16-bit samples, below
 * 2^38.
 */
export interface FrameEnergies {
  /** Energy of the samples that the encoder was given. */
  readonly signalEnergy: number;
  /** Energy of the coding error: the given samples minus the samples that the decoder will return. */
  readonly noiseEnergy: number;
}

/** Turns frames of {@link FRAME_SAMPLES} 16-bit samples into frames of a fixed number of bytes. */
export interface VoiceEncoder {
  /**
   * Codes `samples` and fills `into` with the frame.
   * @returns an object that belongs to the encoder, which overwrites it with the next frame.
   * @throws UsageError when either argument has the wrong length.
   */
  encode(samples: Int16Array, into: Uint8Array): FrameEnergies;
}

/** Turns the bytes of a {@link VoiceEncoder} back into samples. */
export interface VoiceDecoder {
  /**
   * Decodes `frame` and fills `into`, or a new array, with its samples.
   * @returns that array. A frame that is refused leaves `into` unchanged.
   * @throws CodedAudioError when `frame` is not a frame of this coder.
   * @throws UsageError when `into` has the wrong length.
   */
  decode(frame: Uint8Array, into?: Int16Array): Int16Array;
}

/** A way to code voice. Frames do not depend on each other, so a lost frame costs only 20 ms. */
export interface VoiceCoder {
  readonly name: string;
  /** Size of a frame in bytes. */
  readonly frameBytes: number;
  newEncoder(): VoiceEncoder;
  newDecoder(): VoiceDecoder;
}
