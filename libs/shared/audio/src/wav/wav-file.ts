import type { Pcm } from '../pcm/pcm';
import { readRiff } from './riff';
import { SAMPLE_CODINGS } from '../pcm/sample-format';
import { WavError } from './wav-error';
import { parseWavFormat, type WavFormat } from './wav-format';

/**
 * A WAVE file whose samples stay as they are until they are read, so that a long one can be worked
 * through in slices. A file that claims more than it holds has the complete frames that are there.
 */
export class WavFile {
  /** Complete frames, each of one sample per channel. */
  readonly frameCount: number;
  private readonly frameBytes: number;

  constructor(
    readonly format: WavFormat,
    private readonly data: Uint8Array,
  ) {
    this.frameBytes = SAMPLE_CODINGS[format.sampleFormat].bytes * format.channelCount;
    this.frameCount = Math.floor(data.length / this.frameBytes);
  }

  /** In Hz. */
  get samplingRate(): number {
    return this.format.samplingRate;
  }

  get channelCount(): number {
    return this.format.channelCount;
  }

  /**
   * The samples of each channel, from frame `from` on: `count` frames, or as many as are left.
   * Float samples that are not finite are read as 0.
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

  /** The whole file at once. */
  readAll(): Pcm {
    return { samplingRate: this.samplingRate, channels: this.read(0, this.frameCount) };
  }
}

/** Where in a WAVE file its samples are, for those who do not hold all of the file at once. */
export interface WavLayout {
  readonly format: WavFormat;
  /** Size of one sample of every channel, in bytes. */
  readonly frameBytes: number;
  /** Where the samples begin, in bytes from the beginning of the file. */
  readonly samplesAt: number;
  /** How many bytes of samples the file claims to have. It may hold fewer. */
  readonly claimedBytes: number;
}

/**
 * Reads the header of a RIFF/WAVE file of PCM with 8, 16, 24 or 32 bits, of 32- or 64-bit float, A-law or mu-law; RF64
 * and BW64 are such files too.
 * @param bytes the file, or as much of its beginning as reaches into its samples.
 * @throws WavError for everything else, whatever the bytes are.
 */
export function readWavLayout(bytes: Uint8Array): WavLayout {
  const { formType, chunks } = readRiff(bytes);
  if (formType !== 'WAVE') throw WavError.unsupported('a RIFF file, but not of sound');
  const fmt = chunks.find(({ id }) => id === 'fmt ');
  const data = chunks.find(({ id }) => id === 'data');
  if (!fmt) throw WavError.unreadable('no format of samples in the file');
  if (!data) throw WavError.unreadable('no samples in the file');
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
 * @throws WavError for everything else, whatever the bytes are.
 */
export function parseWav(bytes: Uint8Array): WavFile {
  const { format, samplesAt, claimedBytes } = readWavLayout(bytes);
  return new WavFile(format, bytes.subarray(samplesAt, samplesAt + claimedBytes));
}
