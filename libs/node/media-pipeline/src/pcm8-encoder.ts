import {
  decodePcm8,
  encodePcm8,
  Resampler,
  SnrMeter,
  toInt16,
  VOICE_SAMPLING_RATE,
  writePcm8Wav,
} from '@sealwave/audio';
import { AudioError } from '@sealwave/node/recording';
import type { CompressedAudio } from './compressed-audio';

/** Codes sound of one channel as 8-bit PCM at 8 kHz while it streams by, and measures the result. */
export class Pcm8Encoder {
  private readonly resampler: Resampler;
  private readonly meter = new SnrMeter();
  private readonly parts: Int8Array[] = [];
  private sampleCount = 0;

  /**
   * @param samplingRate of the sound that comes in, in Hz.
   * @param maxSeconds the longest recording that is taken.
   */
  constructor(
    private readonly samplingRate: number,
    private readonly maxSeconds: number,
  ) {
    this.resampler = new Resampler(samplingRate, VOICE_SAMPLING_RATE);
  }

  /** @throws AudioError as soon as the recording turns out to be too long. */
  push(samples: Float32Array): void {
    this.sampleCount += samples.length;
    if (this.sampleCount > this.maxSeconds * this.samplingRate) {
      throw AudioError.tooLong(this.maxSeconds);
    }
    this.code(this.resampler.push(samples));
  }

  /** @throws AudioError when nothing was pushed. */
  finish(): CompressedAudio {
    if (this.sampleCount === 0) throw AudioError.empty();
    this.code(this.resampler.flush());
    const levels = join(this.parts);
    return {
      codec: 'pcm8',
      wav: writePcm8Wav(levels, VOICE_SAMPLING_RATE),
      durationMs: Math.round((this.sampleCount / this.samplingRate) * 1000),
      snr: this.meter.snr,
      bitrateBps: (levels.length * 8 * this.samplingRate) / this.sampleCount,
      codedBytes: levels.length,
    };
  }

  private code(resampled: Float32Array): void {
    const samples = toInt16(resampled);
    const levels = encodePcm8(samples);
    this.meter.add(samples, decodePcm8(levels));
    this.parts.push(levels);
  }
}

function join(parts: readonly Int8Array[]): Int8Array {
  const joined = new Int8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
