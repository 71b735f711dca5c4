import { AudioError } from '../audio-error';
import { readEbmlNumber } from './ebml';

const XIPH = 1;
const FIXED_SIZE = 2;

/**
 * Splits the body of a block, after its flags, into frames (RFC 9559, 10.3).
 * @param lacing from the flags: 0 none, 1 Xiph, 2 fixed size, 3 EBML.
 * @throws AudioError when the sizes contradict the length of the block.
 */
export function unlace(body: Uint8Array, lacing: number): Uint8Array[] {
  if (lacing === 0) return [body];
  if (body.length === 0) throw damaged();
  const count = body[0] + 1;
  if (lacing === FIXED_SIZE) return ofOneSize(body.subarray(1), count);
  const { sizes, at } = lacing === XIPH ? xiphSizes(body, count) : ebmlSizes(body, count);
  return cutInto(body.subarray(at), sizes);
}

interface Sizes {
  /** Sizes of all frames except the last. The last frame has the rest. */
  readonly sizes: readonly number[];
  /** Offset of the first frame. */
  readonly at: number;
}

/** Reads sizes as sums of bytes. The last byte of each sum is below 255. */
function xiphSizes(body: Uint8Array, count: number): Sizes {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < count - 1) {
    let size = 0;
    let byte: number;
    do {
      if (at >= body.length) throw damaged();
      byte = body[at++];
      size += byte;
    } while (byte === 255);
    sizes.push(size);
  }
  return { sizes, at };
}

/** Reads the first size and then differences. A difference is offset by half the range of its length. */
function ebmlSizes(body: Uint8Array, count: number): Sizes {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < count - 1) {
    const { value, bytes } = readEbmlNumber(body, at);
    const before = sizes.at(-1);
    sizes.push(before === undefined ? value : before + value - (2 ** (7 * bytes - 1) - 1));
    at += bytes;
  }
  return { sizes, at };
}

function ofOneSize(frames: Uint8Array, count: number): Uint8Array[] {
  const size = frames.length / count;
  if (!Number.isInteger(size)) throw damaged();
  return cutInto(
    frames,
    Array.from({ length: count - 1 }, () => size),
  );
}

function cutInto(frames: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  let at = 0;
  const cut = sizes.map((size) => {
    if (size < 0 || at + size > frames.length) throw damaged();
    return frames.subarray(at, (at += size));
  });
  return [...cut, frames.subarray(at)];
}

function damaged(): AudioError {
  return AudioError.unreadable('a laced block of the WebM file is damaged');
}
