import { MIN_SAMPLING_RATE, mixToMono } from '@sealwave/audio';
import { AudioError } from '../audio-error';
import { readUnsigned } from '../matroska/ebml';
import { readFlacFrame } from './flac-frame';
import { skipId3, skipTrailingTags } from '../mp3/id3';
import type { MonoSlice } from '../mono-slice';

const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 4;
const STREAM_INFO = 0;
const STREAM_INFO_BYTES = 34;
const LAST_BLOCK = 0x80;
const MAX_SAMPLE_BITS = 24;

/** Most channels. With these, mixing and passing on the longest frame takes a few milliseconds. */
const MAX_CHANNELS = 8;

/**
 * Decodes a FLAC file (RFC 9639) frame by frame. Skips its texts and pictures.
 * @throws AudioError when it is cut or damaged, or shorter than it states.
 */
export function* decodeFlac(recording: Uint8Array): Generator<MonoSlice, void, void> {
  const { info, framesAt } = readMetadata(recording);
  const { samplingRate, totalSamples } = info;
  const end = skipTrailingTags(recording);
  let sampleCount = 0;
  for (let at = framesAt; at < end;) {
    const frame = readFlacFrame(recording, at, info);
    at = frame.end;
    const samples = mixToMono(frame.channels);
    sampleCount += samples.length;
    yield { samplingRate, samples, done: at / recording.length };
  }
  if (sampleCount < totalSamples) throw AudioError.cut();
}

interface StreamInfo {
  readonly samplingRate: number;
  readonly channelCount: number;
  readonly sampleBits: number;
  /** Number of samples; 0 if the writer did not know it. */
  readonly totalSamples: number;
}

function readMetadata(bytes: Uint8Array): { info: StreamInfo; framesAt: number } {
  let at = skipId3(bytes) + MAGIC_BYTES;
  let info: StreamInfo | undefined;
  for (;;) {
    const bodyAt = at + BLOCK_HEADER_BYTES;
    if (bodyAt > bytes.length) throw AudioError.cut();
    const end = bodyAt + readUnsigned(bytes, at + 1, bodyAt);
    if (end > bytes.length) throw AudioError.cut();
    if ((bytes[at] & ~LAST_BLOCK) === STREAM_INFO)
      info = readStreamInfo(bytes.subarray(bodyAt, end));
    const isLast = (bytes[at] & LAST_BLOCK) !== 0;
    at = end;
    if (isLast) break;
  }
  if (!info) throw AudioError.unreadable('the headers of the FLAC file are broken');
  return { info, framesAt: at };
}

/**
 * Reads the STREAMINFO block: u16 and u16 block sizes | u24 and u24 frame sizes | u20 rate | u3 channels | u5
 * bits | u36 samples | MD5
 */
function readStreamInfo(body: Uint8Array): StreamInfo {
  if (body.length < STREAM_INFO_BYTES) {
    throw AudioError.unreadable('the headers of the FLAC file are broken');
  }
  const info = {
    samplingRate: readUnsigned(body, 10, 13) >> 4,
    channelCount: ((body[12] >> 1) & 7) + 1,
    sampleBits: ((body[12] & 1) << 4) + (body[13] >> 4) + 1,
    totalSamples: (body[13] & 0xf) * 2 ** 32 + readUnsigned(body, 14, 18),
  };
  const { samplingRate, sampleBits, channelCount } = info;
  if (
    samplingRate < MIN_SAMPLING_RATE ||
    sampleBits > MAX_SAMPLE_BITS ||
    channelCount > MAX_CHANNELS
  ) {
    throw AudioError.unsupported('FLAC of an unusual kind', { samplingRate, sampleBits });
  }
  return info;
}
