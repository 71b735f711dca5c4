import { readUnsigned } from '../matroska/ebml';
import { MP3_HEADER_BYTES, type Mp3Header } from './mp3-frame';

/** An encoder's notes in a first frame without sound: Xing's tag, followed by LAME's. */
export interface Mp3Info {
  /** Number of sound frames that follow; 0 if not stated. */
  readonly frames: number;
  /** Samples that the encoder added at the beginning and at the end. */
  readonly delay: number;
  readonly padding: number;
  readonly hasDelays: boolean;
}

const MAGICS = ['Xing', 'Info'];
const HAS_FRAMES = 1;
/**
 * Sizes of the optional fields: number of frames, number of bytes, table of contents, quality. A flag tells
 * whether a field is present.
 */
const FIELD_BYTES = [4, 4, 100, 4];
const DELAYS_AT = 21;
const LAME_BYTES = 24;

/** Reads the notes in a frame. `undefined` for a frame without notes, which is sound. */
export function readMp3Info(frame: Uint8Array, header: Mp3Header): Mp3Info | undefined {
  const at = MP3_HEADER_BYTES + header.sideBytes;
  if (!MAGICS.includes(String.fromCharCode(...frame.subarray(at, at + 4)))) return undefined;
  const flags = readUnsigned(frame, at + 4, at + 8);
  const frames = flags & HAS_FRAMES ? readUnsigned(frame, at + 8, at + 12) : 0;
  const lameAt =
    at + 8 + FIELD_BYTES.reduce((sum, bytes, bit) => sum + ((flags >> bit) & 1) * bytes, 0);
  const hasDelays = lameAt + LAME_BYTES <= frame.length && frame[lameAt] !== 0;
  const delays = hasDelays ? readUnsigned(frame, lameAt + DELAYS_AT, lameAt + LAME_BYTES) : 0;
  return { frames, delay: delays >> 12, padding: delays & 0xfff, hasDelays };
}
