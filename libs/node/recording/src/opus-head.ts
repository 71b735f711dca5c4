import { AudioError } from './audio-error';

/** What the identification header of an Opus stream says (RFC 7845, 5.1). */
export interface OpusHead {
  /** 1 or 2. */
  readonly channelCount: number;
  /** Samples at 48 kHz, from the start on, that only prime the decoder. */
  readonly preSkip: number;
  /** Factor to multiply all samples by; 1 unless the file asks for something else. */
  readonly gain: number;
}

const MAGIC = 'OpusHead';
const HEADER_BYTES = 19;

/** Largest major version that this reading of the header is right for, in the upper four bits. */
const MAX_VERSION = 15;

/**
 * Reads the header, little-endian:
 *
 *     'OpusHead' | u8 version | u8 channels | u16 pre-skip | u32 rate | i16 gain, 1/256 dB | u8 family
 *
 * @throws AudioError when it is broken, or the channels are not simply mono or stereo.
 */
export function parseOpusHead(header: Uint8Array): OpusHead {
  const magic = String.fromCharCode(...header.subarray(0, MAGIC.length));
  if (header.length < HEADER_BYTES || magic !== MAGIC) {
    throw AudioError.unreadable('the header of the Opus stream is broken');
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const version = view.getUint8(8);
  const channelCount = view.getUint8(9);
  const mappingFamily = view.getUint8(18);
  if (version > MAX_VERSION || mappingFamily !== 0) {
    throw AudioError.unsupported('an Opus stream of an unusual kind', { version, mappingFamily });
  }
  if (channelCount < 1 || channelCount > 2) {
    throw AudioError.unreadable('an Opus stream without proper channels', { channelCount });
  }
  const gainDb = view.getInt16(16, true) / 256;
  return { channelCount, preSkip: view.getUint16(10, true), gain: 10 ** (gainDb / 20) };
}
