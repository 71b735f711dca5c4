/** Header of one EBML element (RFC 8794, 4 to 6). */
export interface EbmlElement {
  /** With its length marker, as the specifications of formats write it. */
  readonly id: number;
  /** Where its body starts, in bytes from the beginning of the file. */
  readonly start: number;
  /** Where its body ends; `Infinity` where the size is unknown, as in a live recording. */
  readonly end: number;
}

const MAX_ID_BYTES = 4;
const MAX_SIZE_BYTES = 8;

/**
 * The element whose header starts at `at`; `undefined` where the bytes are no header, or end before
 * it does. Its body may be longer than the file.
 */
export function readEbmlElement(bytes: Uint8Array, at: number): EbmlElement | undefined {
  const idBytes = variableLength(bytes[at]);
  const sizeAt = at + idBytes;
  const sizeBytes = variableLength(bytes[sizeAt]);
  const start = sizeAt + sizeBytes;
  if (idBytes > MAX_ID_BYTES || sizeBytes > MAX_SIZE_BYTES || start > bytes.length) {
    return undefined;
  }
  const marker = 2 ** (7 * sizeBytes);
  const size = bigEndian(bytes, sizeAt, start) - marker;
  const end = size === marker - 1 ? Infinity : start + size;
  return { id: bigEndian(bytes, at, sizeAt), start, end };
}

/** Bytes of a number that starts with `first`: one more than the zeros before its first set bit. */
export function variableLength(first: number): number {
  return Math.clz32(first) - 23;
}

function bigEndian(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 256 + bytes[i];
  return value;
}
