import type { Pcm } from '../pcm/pcm';
import { readRiff } from './riff';
import { SAMPLE_CODINGS } from '../pcm/sample-format';
import { WavError } from './wav-error';
import { parseWavFormat, type WavFormat } from './wav-format';

/**
 * A WAVE file whose samples stay encoded until they are read. So a caller can work through a long file in
 * slices. A file that claims more than it holds has only its complete frames.
 */
export class WavFile {
  /** Number of complete frames; a frame has one sample per channel. */
  readonly frameCount: number;
  private readonly frameBytes: number;

  constructor(
    readonly format: WavFormat,
    private readonly data: Uint8Array,
  ) {
    this.frameBytes = SAMPLE_CODINGS[format.sampleFormat].bytes * format.channelCount;
    this.frameCount = Math.floor(data.length / this.frameBytes);
  }

  /** Frames per second, in Hz. */
  get samplingRate(): number {
    return this.format.samplingRate;
  }

  get channelCount(): number {
    return this.format.channelCount;
  }

  /**
   * Reads the samples of each channel: `count` frames from frame `from` on, or as many as are left. Float
   * samples that are not finite read as 0.
   */
  read(from: number, count: number): Float32Array[] {
    const frames = Math.max(0, Math.min(count, this.frameCount - from));
    const { bytes, read } = SAMPLE_CODINGS[this.format.sampleFormat];
    const view = new DataView(this.data.buffer, this.data.byteOffset, this.data.byteLength);
    return Array.from({ length: this.channelCount }, (_, channel) => {
      const samples = new Float32Array(frames);
      let at = from * this.frameBytes + channel * bytes;
      for (let i = 0; i < frames; i++, at += this.frameBytes) samples[i] = read(view, at);
      return samples;
    });
  }

  /** Reads the whole file at once. */
  readAll(): Pcm {
    return { samplingRate: this.samplingRate, channels: this.read(0, this.frameCount) };
  }
}

/** Where the samples of a WAVE file are, for a caller that does not hold the whole file. */
export interface WavLayout {
  readonly format: WavFormat;
  /** Size of a frame, one sample of every channel, in bytes. */
  readonly frameBytes: number;
  /** Where the samples begin, as an offset from the start of the file in bytes. */
  readonly samplesAt: number;
  /** Bytes of samples that the file claims to have. It may hold fewer. */
  readonly claimedBytes: number;
}

/**
 * Reads the header of a RIFF/WAVE, RF64 or BW64 file. Samples may be PCM with 8, 16, 24 or 32 bits, floats with
 * 32 or 64 bits, A-law or mu-law.
 * @param bytes the file, or a beginning of it that reaches into the samples.
 * @throws WavError for anything else; any bytes are safe.
 */
export function readWavLayout(bytes: Uint8Array): WavLayout {
  const { formType, chunks } = readRiff(bytes);
  if (formType !== 'WAVE') throw WavError.unsupported('a RIFF file, but not of sound');
  const fmt = chunks.find(({ id }) => id === 'fmt ');
  const data = chunks.find(({ id }) => id === 'data');
  if (!fmt) throw WavError.unreadable('the file does not say the format of its samples');
  if (!data) throw WavError.unreadable('the file has no samples');
  const format = parseWavFormat(fmt.body);
  return {
    format,
    frameBytes: SAMPLE_CODINGS[format.sampleFormat].bytes * format.channelCount,
    samplesAt: data.body.byteOffset - bytes.byteOffset,
    claimedBytes: data.claimedBytes,
  };
}

/**
 * Reads a whole RIFF/WAVE file; see {@link readWavLayout}.
 * @throws WavError for anything else; any bytes are safe.
 */
export function parseWav(bytes: Uint8Array): WavFile {
  const { format, samplesAt, claimedBytes } = readWavLayout(bytes);
  return new WavFile(format, bytes.subarray(samplesAt, samplesAt + claimedBytes));
}
