import { readUnsigned } from '../matroska/ebml';
import { MP3_HEADER_BYTES, type Mp3Header } from './mp3-frame';

/** What an encoder notes in a first frame that is no sound: the tag of Xing, and that of LAME behind it. */
export interface Mp3Info {
  /** How many frames of sound follow; 0 where it is not said. */
  readonly frames: number;
  /** Samples at the beginning and at the end that were added by the encoder. */
  readonly delay: number;
  readonly padding: number;
  readonly hasDelays: boolean;
}

const MAGICS = ['Xing', 'Info'];
const HAS_FRAMES = 1;
/** Number of frames, of bytes, a table of contents, a quality: each is there if its flag is set. */
const FIELD_BYTES = [4, 4, 100, 4];
const DELAYS_AT = 21;
const LAME_BYTES = 24;

/** The notes in a frame; `undefined` where it has none and so is sound. */
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
