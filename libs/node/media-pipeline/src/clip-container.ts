import { randomBytes } from 'node:crypto';
import {
  parseWav,
  readRiff,
  VOICE_SAMPLING_RATE,
  wrapSamples,
  writePcm8Wav,
  writeRiff,
} from '@sealwave/audio';
import { type Bytes, concat, fromHex, toHex } from '@sealwave/kernel';
import { AudioError } from '@sealwave/node/recording';

/** What one `A` message of the base protocol carries from one gateway to the next. */
export interface Clip {
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly id: string;
  /** `voice` is a RIFF/WAVE file; `sealed` is whatever the sender sealed, unchanged. */
  readonly kind: 'voice' | 'sealed';
  readonly bytes: Uint8Array;
}

/** Length of the voice in a {@link Clip}; null for a sealed one, which nobody here can measure. */
export interface OpenedClip extends Clip {
  readonly durationMs: number | null;
}

const CHUNK_ID = 'svcM';
const VERSION = 1;
const KIND = { voice: 1, sealed: 2 } as const;
const ID_BYTES = 16;
const HEADER_BYTES = 4 + ID_BYTES;
const RAW_FORMAT = {
  sampleFormat: 's16',
  samplingRate: VOICE_SAMPLING_RATE,
  channelCount: 1,
} as const;
/** What a client that knows no sealed recordings plays in place of one: 20 ms of silence. */
const SILENCE = new Int8Array(VOICE_SAMPLING_RATE / 50);

/** A new identifier for a clip. */
export function newClipId(): string {
  return randomBytes(ID_BYTES).toString('hex');
}

/**
 * Packs a clip into a RIFF/WAVE file that any client can play, with one chunk more after the sound
 * (docs/protocol.md, section 5.2):
 *
 *     'svcM': u8 version = 1 | u8 kind: 1 voice, 2 sealed | u16 0 | id: 16 bytes | sealed bytes
 */
export function packClip({ id, kind, bytes }: Clip): Bytes {
  const header = concat(Uint8Array.of(VERSION, KIND[kind], 0, 0), fromHex(id));
  const sound = kind === 'voice' ? bytes : writePcm8Wav(SILENCE, VOICE_SAMPLING_RATE);
  const body = kind === 'voice' ? header : concat(header, bytes);
  return writeRiff('WAVE', [...readRiff(sound).chunks, { id: CHUNK_ID, body }]);
}

/**
 * Reads what came in an `A` message. A client written from the requirements alone sends a RIFF/WAVE
 * file, or bare 16-bit little-endian samples at 8 kHz, which are given a header here.
 * @throws AudioError or WavError when there is nothing that could be played or handed on.
 */
export function unpackClip(message: Uint8Array): OpenedClip {
  if (!isRiff(message)) return voice(newClipId(), wrapSamples(RAW_FORMAT, evenLength(message)));
  const own = readRiff(message).chunks.find(
    ({ id, complete }) => id === CHUNK_ID && complete,
  )?.body;
  if (!own || own.length < HEADER_BYTES || own[0] !== VERSION) return voice(newClipId(), message);
  const id = toHex(own.subarray(HEADER_BYTES - ID_BYTES, HEADER_BYTES));
  if (own[1] !== KIND.sealed) return voice(id, message);
  return { id, kind: 'sealed', bytes: own.subarray(HEADER_BYTES), durationMs: null };
}

/** True when `bytes` begin as a RIFF file does. */
export function isRiff(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && toHex(bytes.subarray(0, 4)) === '52494646';
}

function voice(id: string, bytes: Uint8Array): OpenedClip {
  const { frameCount, samplingRate } = parseWav(bytes);
  if (frameCount === 0) throw AudioError.empty();
  return { id, kind: 'voice', bytes, durationMs: Math.round((frameCount / samplingRate) * 1000) };
}

/** Half a sample at the end is completed with zero rather than dropped. */
function evenLength(samples: Uint8Array): Uint8Array {
  return samples.length % 2 === 0 ? samples : concat(samples, Uint8Array.of(0));
}
