import { type Bytes, concat } from '@sealwave/kernel';

/** The header of an SFrame (RFC 9605, section 4.3): the id of its key, and its counter. */
export interface SFrameHeader {
  readonly keyId: bigint;
  readonly counter: bigint;
}

/** A header that was read, and its length in bytes. */
export interface ReadSFrameHeader extends SFrameHeader {
  readonly length: number;
}

/** A smaller value fits into the first byte. */
const SHORT = 8n;

/** Writes a header in as few bytes as possible: 1 to 17. */
export function encodeSFrameHeader({ keyId, counter }: SFrameHeader): Bytes {
  const [keyBytes, counterBytes] = [minimalBytes(keyId), minimalBytes(counter)];
  const config = (halfOf(keyId, keyBytes) << 4) | halfOf(counter, counterBytes);
  return concat(
    Uint8Array.of(config),
    keyId < SHORT ? new Uint8Array() : keyBytes,
    counter < SHORT ? new Uint8Array() : counterBytes,
  );
}

/**
 * Reads a header; null when the bytes end too early. Accepts a header that is longer than needed: the tag
 * covers the header as it arrived.
 */
export function readSFrameHeader(frame: Uint8Array): ReadSFrameHeader | null {
  if (frame.length === 0) return null;
  const [keyHalf, counterHalf] = [frame[0] >> 4, frame[0] & 15];
  const counterAt = 1 + lengthOf(keyHalf);
  const length = counterAt + lengthOf(counterHalf);
  if (frame.length < length) return null;
  return {
    keyId: valueOf(keyHalf, frame.subarray(1, counterAt)),
    counter: valueOf(counterHalf, frame.subarray(counterAt, length)),
    length,
  };
}

/** Four bits of the first byte: a flag, then a small value or the number of bytes minus 1. */
function halfOf(value: bigint, bytes: Uint8Array): number {
  return value < SHORT ? Number(value) : 8 | (bytes.length - 1);
}

function lengthOf(half: number): number {
  return half & 8 ? (half & 7) + 1 : 0;
}

function valueOf(half: number, bytes: Uint8Array): bigint {
  if ((half & 8) === 0) return BigInt(half);
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function minimalBytes(value: bigint): Bytes {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 255n));
  return Uint8Array.from(bytes);
}
