import { AudioError } from '../audio-error';

/** The identification header of an Opus stream (RFC 7845, 5.1). */
export interface OpusHead {
  /** Number of channels, 1 or 2. */
  readonly channelCount: number;
  /** Samples at the start, at 48 kHz, that only prime the decoder. */
  readonly preSkip: number;
  /** Factor to multiply all samples by; 1 unless the file states another. */
  readonly gain: number;
  /** Whether the packets hold a left and a right channel. */
  readonly isCoupled: boolean;
  /** The coded channel of each output channel; 255 for a silent one. */
  readonly mapping: readonly number[];
}

const MAGIC = 'OpusHead';
const HEADER_BYTES = 19;

/** Highest version whose header this code reads correctly. The upper four bits are the major version. */
const MAX_VERSION = 15;

const MONO_OR_STEREO = 0;
/**
 * Channel mapping families with explicit mapping: surround sound, and channels without a meaning. Only a single
 * stream is supported.
 */
const MAPPED_FAMILIES = [1, 255];

/**
 * Reads the header, little-endian:
 *
 *     'OpusHead' | u8 version | u8 channels | u16 pre-skip | u32 rate | i16 gain, 1/256 dB | u8 family
 *     families other than 0: | u8 streams | u8 coupled streams | u8 of each channel
 *
 * @throws AudioError when it is damaged, or has more than one stream or two channels.
 */
export function parseOpusHead(header: Uint8Array): OpusHead {
  const magic = String.fromCharCode(...header.subarray(0, MAGIC.length));
  if (header.length < HEADER_BYTES || magic !== MAGIC) {
    throw AudioError.unreadable('the header of the Opus stream is broken');
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const version = view.getUint8(8);
  const channelCount = view.getUint8(9);
  const family = view.getUint8(18);
  if (version > MAX_VERSION) throw AudioError.unsupported('an Opus stream to come', { version });
  if (channelCount < 1) throw AudioError.unreadable('an Opus stream without channels');
  const isMapped = MAPPED_FAMILIES.includes(family);
  if (family !== MONO_OR_STEREO && !isMapped) {
    throw AudioError.unsupported('an Opus stream of an unusual kind', { family });
  }
  if (channelCount > 2) {
    if (!isMapped) throw AudioError.unreadable('an Opus stream without proper channels');
    throw AudioError.unsupported('Opus with more than two channels', { channelCount });
  }
  const gainDb = view.getInt16(16, true) / 256;
  return {
    channelCount,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (gainDb / 20),
    ...(isMapped ? parseMapping(header, channelCount) : plainMapping(channelCount)),
  };
}

type Mapping = Pick<OpusHead, 'isCoupled' | 'mapping'>;

const SILENT = 255;

function plainMapping(channelCount: number): Mapping {
  const isCoupled = channelCount === 2;
  return { isCoupled, mapping: isCoupled ? [0, 1] : [0] };
}

function parseMapping(header: Uint8Array, channelCount: number): Mapping {
  const [streams = 0, coupled = 0, ...rest] = header.subarray(HEADER_BYTES);
  const mapping = rest.slice(0, channelCount);
  if (streams > 1) throw AudioError.unsupported('Opus with more than one stream', { streams });
  const isSound = mapping.every((channel) => channel <= coupled || channel === SILENT);
  if (streams < 1 || coupled > 1 || mapping.length < channelCount || !isSound) {
    throw AudioError.unreadable('the header of the Opus stream is broken');
  }
  return { isCoupled: coupled === 1, mapping };
}
