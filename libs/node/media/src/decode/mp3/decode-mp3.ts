import { mixToMono } from '@sealwave/audio';
import { MPEGDecoder } from 'mpg123-decoder';
import { AudioError } from '../audio-error';
import { skipId3, skipTrailingTags } from './id3';
import type { MonoSlice } from '../mono-slice';
import { type Mp3Header, readMp3Header } from './mp3-frame';
import { type Mp3Info, readMp3Info } from './mp3-info';

/** Samples that every layer III decoder adds at the beginning. */
const DECODER_DELAY = 529;

/** Most bytes before the first frame, such as the rest of a tag. */
const MAX_LEADING_BYTES = 64 * 1024;

/** Samples to hold back, because the last samples may be padding. */
const MAX_PADDING = 4096;

/**
 * Decodes an MP3 file frame by frame.
 * @throws AudioError when it is cut or damaged, or shorter than it states.
 */
export async function* decodeMp3(recording: Uint8Array): AsyncGenerator<MonoSlice, void, void> {
  const frames = new Mp3Frames(recording);
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  try {
    let skip: number | undefined;
    let kept = new Float32Array(0);
    for (const frame of frames.all()) {
      const samples = decodeFrame(decoder, frame);
      skip ??= frames.delay;
      const heard = samples.subarray(skip);
      skip -= samples.length - heard.length;
      const together = new Float32Array(kept.length + heard.length);
      together.set(kept);
      together.set(heard, kept.length);
      const ready = Math.max(0, together.length - MAX_PADDING);
      kept = together.slice(ready);
      yield {
        samplingRate: frames.samplingRate,
        samples: together.subarray(0, ready),
        done: frames.done,
      };
    }
    const end = kept.length - frames.padding;
    yield { samplingRate: frames.samplingRate, samples: kept.subarray(0, Math.max(0, end)) };
  } finally {
    decoder.free();
  }
}

/** The sound frames of a file, and the encoder's notes about them. */
class Mp3Frames {
  private info: Mp3Info | undefined;
  private first: Mp3Header | undefined;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get samplingRate(): number {
    return this.first?.samplingRate ?? 0;
  }

  /** Samples at the beginning that the encoder added. */
  get delay(): number {
    return this.info?.hasDelays ? this.info.delay + DECODER_DELAY : 0;
  }

  /** Samples at the end that the encoder added. */
  get padding(): number {
    return this.info?.hasDelays ? Math.max(0, this.info.padding - DECODER_DELAY) : 0;
  }

  /** Share that was read, 0 to 1. */
  get done(): number {
    return this.at / this.bytes.length;
  }

  *all(): Generator<Mp3Frame, void, void> {
    const end = skipTrailingTags(this.bytes);
    let count = 0;
    this.at = findFirst(this.bytes);
    while (this.at < end) {
      const header = readMp3Header(this.bytes, this.at);
      if (!header) {
        const behindTag = skipId3(this.bytes, this.at);
        if (behindTag === this.at) throw damaged(this.at);
        this.at = behindTag;
        continue;
      }
      this.first ??= header;
      if (header.samplingRate !== this.samplingRate) throw damaged(this.at);
      const next = this.at + header.bytes;
      if (next > this.bytes.length) throw AudioError.cut();
      const bytes = this.bytes.subarray(this.at, next);
      this.at = next;
      const info = readMp3Info(bytes, header);
      // In joined files, the notes of the first file do not apply to the whole.
      if (info) this.info = count === 0 ? info : undefined;
      else yield { bytes, samples: header.samples };
      if (!info) count++;
    }
    if (this.info && count < this.info.frames - 1) throw AudioError.cut();
  }
}

interface Mp3Frame {
  readonly bytes: Uint8Array;
  readonly samples: number;
}

/** Finds the first frame. A header alone may be chance, so another frame or the end of the file must follow. */
function findFirst(bytes: Uint8Array): number {
  const start = skipId3(bytes);
  const end = Math.min(bytes.length, start + MAX_LEADING_BYTES);
  for (let at = start; at < end; at++) if (isMp3At(bytes, at)) return at;
  throw AudioError.unreadable('the MP3 file has no sound');
}

/** Whether a frame begins at `at`, followed by another one or the end. */
export function isMp3At(bytes: Uint8Array, at: number): boolean {
  const header = readMp3Header(bytes, at);
  if (!header) return false;
  const next = at + header.bytes;
  return next === bytes.length || readMp3Header(bytes, next)?.samplingRate === header.samplingRate;
}

/** Decodes a frame. A frame that depends on missing earlier frames is silent. */
function decodeFrame(decoder: MPEGDecoder, { bytes, samples }: Mp3Frame): Float32Array {
  try {
    const { channelData, samplesDecoded } = decoder.decode(bytes);
    const heard = samplesDecoded > 0 ? mixToMono(channelData) : new Float32Array(0);
    return heard.length === samples ? heard : new Float32Array(samples);
  } catch (error) {
    throw AudioError.unreadable('the MP3 decoder gave up', { bytes: bytes.length }, error);
  }
}

function damaged(at: number): AudioError {
  return AudioError.unreadable('a frame of the MP3 file is damaged', { at });
}
