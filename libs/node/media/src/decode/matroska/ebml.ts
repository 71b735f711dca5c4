import { AudioError } from '../audio-error';

/** Header of one EBML element (RFC 8794, 4 to 6). */
export interface EbmlElement {
  /** The id with its length marker, as specifications write it. */
  readonly id: number;
  /** Offset of its header from the beginning of the file. */
  readonly at: number;
  /** Offset of its body. */
  readonly start: number;
  /** Offset of its end; `Infinity` when the size is unknown, as in a live recording. */
  readonly end: number;
}

/** A number of variable length (RFC 8794, 4), without its marker. */
export interface EbmlNumber {
  readonly value: number;
  /** Number of its bytes, 1 to 8. */
  readonly bytes: number;
  /** Whether all bits are set. As a size, this means "unknown". */
  readonly isAllOnes: boolean;
}

const MAX_ID_BYTES = 4;
const MAX_NUMBER_BYTES = 8;

/**
 * Reads the element whose header starts at `at`. Its body may exceed the file.
 * @throws AudioError when the bytes are not a header, or end too early.
 */
export function readEbmlElement(bytes: Uint8Array, at: number): EbmlElement {
  const idBytes = lengthOf(bytes[at]);
  if (idBytes > MAX_ID_BYTES) throw AudioError.unreadable('the WebM file is damaged', { at });
  const { value, bytes: sizeBytes, isAllOnes } = readEbmlNumber(bytes, at + idBytes);
  const start = at + idBytes + sizeBytes;
  const end = isAllOnes ? Infinity : start + value;
  return { id: readUnsigned(bytes, at, at + idBytes), at, start, end };
}

/**
 * Reads a number of variable length. Removes the marker before it adds up the bytes: seven bytes and a marker
 * exceed the 53 exact bits. A larger value is rounded. That is harmless, because no file is that long.
 * @throws AudioError when the bytes are not a number, or end too early.
 */
export function readEbmlNumber(bytes: Uint8Array, at: number): EbmlNumber {
  const count = lengthOf(bytes[at]);
  if (at + count > bytes.length) throw AudioError.cut();
  if (count > MAX_NUMBER_BYTES) throw AudioError.unreadable('the WebM file is damaged', { at });
  const mask = (1 << (MAX_NUMBER_BYTES - count)) - 1;
  let value = bytes[at] & mask;
  let isAllOnes = value === mask;
  for (let i = at + 1; i < at + count; i++) {
    value = value * 256 + bytes[i];
    isAllOnes &&= bytes[i] === 0xff;
  }
  return { value, bytes: count, isAllOnes };
}

/** Reads an unsigned integer, big-endian; exact up to 53 bits. */
export function readUnsigned(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 256 + bytes[i];
  return value;
}

/** Length of a number that starts with `first`: the zeros before its first set bit, plus one. */
function lengthOf(first: number): number {
  return Math.clz32(first) - 23;
}
