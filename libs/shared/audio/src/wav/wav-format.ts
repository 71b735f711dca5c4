import { concat } from '@sealwave/kernel';
import { SAMPLE_CODINGS, type SampleFormat } from '../pcm/sample-format';
import { WavError } from './wav-error';

/** What the `fmt ` chunk of a WAVE file says about its samples. */
export interface WavFormat {
  readonly sampleFormat: SampleFormat;
  /** Sampling rate in Hz, {@link MIN_SAMPLING_RATE} to {@link MAX_SAMPLING_RATE}. */
  readonly samplingRate: number;
  /** Number of channels, 1 to {@link MAX_CHANNELS}. */
  readonly channelCount: number;
}

/**
 * Lowest sampling rate that a WAVE file may have, in Hz: half of a telephone's. At 1 Hz, a few hundred bytes
 * would become minutes of sound, and each receiver would have to compute them.
 */
export const MIN_SAMPLING_RATE = 4_000;

/** Highest sampling rate that a WAVE file may have, in Hz. */
export const MAX_SAMPLING_RATE = 384_000;

/** Largest number of channels that a WAVE file may have. */
export const MAX_CHANNELS = 64;

const PCM = 1;
const IEEE_FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const EXTENSIBLE = 0xfffe;
const TAGS: Readonly<Partial<Record<SampleFormat, number>>> = {
  f32: IEEE_FLOAT,
  f64: IEEE_FLOAT,
  'a-law': A_LAW,
  'mu-law': MU_LAW,
};
const BASIC_BYTES = 16;
const EXTENSIBLE_BYTES = 40;
const SUBFORMAT_AT = 24;

/** The fixed end of a subformat identifier that wraps an older format tag (KSDATAFORMAT_SUBTYPE). */
const SUBFORMAT_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/**
 * Reads the body of a `fmt ` chunk (WAVEFORMATEX or WAVEFORMATEXTENSIBLE), all little-endian:
 *
 *     u16 tag | u16 channels | u32 rate | u32 bytes a second | u16 bytes a frame | u16 bits a sample
 *     extensible: | u16 22 | u16 valid bits | u32 speaker mask | u16 tag | 14 fixed bytes
 *
 * It ignores the number of valid bits: the valid bits are the most significant ones. It ignores the bytes a
 * second and a frame: they follow from the rest, and some recorders state wrong ones.
 * @throws WavError when the chunk is cut short, or names a format that this reader does not support.
 */
export function parseWavFormat(body: Uint8Array): WavFormat {
  if (body.length < BASIC_BYTES) {
    throw WavError.unreadable('the format of the samples is cut short', { bytes: body.length });
  }
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const channelCount = view.getUint16(2, true);
  const samplingRate = view.getUint32(4, true);
  const sampleFormat = sampleFormatOf(formatTag(view), view.getUint16(14, true));
  if (channelCount < 1 || samplingRate < 1) {
    throw WavError.unreadable('no channels or no sampling rate', { channelCount, samplingRate });
  }
  if (channelCount > MAX_CHANNELS || samplingRate > MAX_SAMPLING_RATE) {
    throw WavError.unsupported('too many channels, or too high a sampling rate', {
      channelCount,
      samplingRate,
    });
  }
  if (samplingRate < MIN_SAMPLING_RATE) {
    throw WavError.unsupported(`a sampling rate below ${MIN_SAMPLING_RATE} Hz`, { samplingRate });
  }
  return { sampleFormat, samplingRate, channelCount };
}

/** Whether the format stores plain integers. The shortest header is enough for these. */
export function isPcm(sampleFormat: SampleFormat): boolean {
  return TAGS[sampleFormat] === undefined;
}

/** Builds the body of a `fmt ` chunk. PCM gets the basic form, other formats an empty extension. */
export function writeWavFormat(format: WavFormat): Uint8Array {
  const { sampleFormat, samplingRate, channelCount } = format;
  const { bytes } = SAMPLE_CODINGS[sampleFormat];
  const basic = new Uint8Array(BASIC_BYTES);
  const view = new DataView(basic.buffer);
  view.setUint16(0, TAGS[sampleFormat] ?? PCM, true);
  view.setUint16(2, channelCount, true);
  view.setUint32(4, samplingRate, true);
  view.setUint32(8, samplingRate * channelCount * bytes, true);
  view.setUint16(12, channelCount * bytes, true);
  view.setUint16(14, bytes * 8, true);
  return isPcm(sampleFormat) ? basic : concat(basic, Uint8Array.of(0, 0));
}

function formatTag(view: DataView): number {
  const tag = view.getUint16(0, true);
  if (tag !== EXTENSIBLE) return tag;
  if (view.byteLength < EXTENSIBLE_BYTES) {
    throw WavError.unreadable('the extended format of the samples is cut short');
  }
  const known = SUBFORMAT_TAIL.every((byte, i) => view.getUint8(SUBFORMAT_AT + 2 + i) === byte);
  if (!known) throw WavError.unsupported('the subformat of the samples is not known');
  return view.getUint16(SUBFORMAT_AT, true);
}

function sampleFormatOf(tag: number, bits: number): SampleFormat {
  if (tag === IEEE_FLOAT && bits === 32) return 'f32';
  if (tag === IEEE_FLOAT && bits === 64) return 'f64';
  if (tag === A_LAW && bits === 8) return 'a-law';
  if (tag === MU_LAW && bits === 8) return 'mu-law';
  if (tag === PCM && bits === 8) return 'u8';
  if (tag === PCM && bits === 16) return 's16';
  if (tag === PCM && bits === 24) return 's24';
  if (tag === PCM && bits === 32) return 's32';
  throw WavError.unsupported('the format of the samples is not supported', { tag, bits });
}
