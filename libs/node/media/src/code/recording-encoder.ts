import {
  type CoderName,
  MessageEncoder,
  Resampler,
  toInt16,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { AudioError } from '../decode/audio-error';
import type { CompressedAudio } from './compressed-audio';

/** How to code a recording. */
export interface RecordingEncoderOptions {
  readonly coder: CoderName;
  /** Longest accepted recording, in seconds. */
  readonly maxSeconds: number;
}

/** Resamples sound of one channel to 8 kHz, codes it as it streams in, and measures the result. */
export class RecordingEncoder {
  private readonly resampler: Resampler;
  private readonly encoder: MessageEncoder;
  private readonly parts: Bytes[] = [];
  private sampleCount = 0;

  /**
   * @param samplingRate sampling rate of the input, in Hz.
   * @param options how to code it.
   */
  constructor(
    private readonly samplingRate: number,
    private readonly options: RecordingEncoderOptions,
  ) {
    this.resampler = new Resampler(samplingRate, VOICE_SAMPLING_RATE);
    this.encoder = new MessageEncoder(VOICE_CODERS[options.coder]);
  }

  /**
   * Adds samples.
   * @throws AudioError as soon as the recording is too long.
   */
  push(samples: Float32Array): void {
    this.sampleCount += samples.length;
    const { maxSeconds } = this.options;
    if (this.sampleCount > maxSeconds * this.samplingRate) throw AudioError.tooLong(maxSeconds);
    this.code(this.resampler.push(samples));
  }

  /**
   * Ends the recording.
   * @throws AudioError when it is empty.
   */
  finish(): CompressedAudio {
    if (this.sampleCount === 0) throw AudioError.empty();
    this.code(this.resampler.flush());
    this.parts.push(this.encoder.flush());
    const { report } = this.encoder;
    return {
      coder: this.options.coder,
      frames: join(this.parts, report.codedBytes),
      report,
      durationMs: Math.round((this.sampleCount / this.samplingRate) * 1000),
    };
  }

  private code(resampled: Float32Array): void {
    this.parts.push(this.encoder.push(toInt16(resampled)));
  }
}

/** Joins in a loop, because there may be more parts than a function takes arguments. */
function join(parts: readonly Bytes[], bytes: number): Bytes {
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
