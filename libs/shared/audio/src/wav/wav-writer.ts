import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import type { Pcm } from '../pcm/pcm';
import { writeRiff } from './riff';
import { SAMPLE_CODINGS, type SampleFormat } from '../pcm/sample-format';
import {
  isPcm,
  MAX_CHANNELS,
  MAX_SAMPLING_RATE,
  type WavFormat,
  writeWavFormat,
} from './wav-format';

/**
 * Writes a RIFF/WAVE file. Integer formats round half up and saturate.
 * @throws UsageError when the channels differ in length, or their number or rate is out of range.
 */
export function writeWav(pcm: Pcm, sampleFormat: SampleFormat): Bytes {
  const { channels, samplingRate } = pcm;
  const frameCount = channels[0]?.length ?? 0;
  if (channels.some(({ length }) => length !== frameCount)) {
    throw new UsageError(ErrorCode.Usage, 'channels of different lengths');
  }
  const { bytes, write } = SAMPLE_CODINGS[sampleFormat];
  const data = new Uint8Array(frameCount * channels.length * bytes);
  const view = new DataView(data.buffer);
  let at = 0;
  for (let frame = 0; frame < frameCount; frame++) {
    for (const channel of channels) {
      write(view, at, channel[frame]);
      at += bytes;
    }
  }
  return wrapSamples({ sampleFormat, samplingRate, channelCount: channels.length }, data);
}

/**
 * Puts a RIFF/WAVE header before samples that are already encoded for the file.
 * @throws UsageError when the sampling rate or the number of channels is out of range.
 */
export function wrapSamples(format: WavFormat, data: Uint8Array): Bytes {
  const { channelCount, samplingRate, sampleFormat } = format;
  if (channelCount < 1 || channelCount > MAX_CHANNELS) {
    throw new UsageError(ErrorCode.Usage, 'number of channels out of range', { channelCount });
  }
  if (!Number.isInteger(samplingRate) || samplingRate < 1 || samplingRate > MAX_SAMPLING_RATE) {
    throw new UsageError(ErrorCode.Usage, 'sampling rate out of range', { samplingRate });
  }
  const fmt = { id: 'fmt ', body: writeWavFormat(format) };
  const samples = { id: 'data', body: data };
  if (isPcm(sampleFormat)) return writeRiff('WAVE', [fmt, samples]);
  return writeRiff('WAVE', [fmt, { id: 'fact', body: frameCountBody(format, data) }, samples]);
}

/** The body of the `fact` chunk: formats other than PCM must also state their length in frames. */
function frameCountBody(format: WavFormat, data: Uint8Array): Uint8Array {
  const frameBytes = format.channelCount * SAMPLE_CODINGS[format.sampleFormat].bytes;
  const body = new Uint8Array(4);
  new DataView(body.buffer).setUint32(0, data.length / frameBytes, true);
  return body;
}
