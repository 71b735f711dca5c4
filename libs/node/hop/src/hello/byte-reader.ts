import type { Bytes } from '@sealwave/kernel';
import { HandshakeError } from '../handshake/session-error';

/** Reads the fields of a hello in order. Never reads beyond its end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Number of unread bytes. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    return this.readBytes(1)[0];
  }

  u16(): number {
    const [high, low] = this.readBytes(2);
    return 256 * high + low;
  }

  /**
   * Reads a copy of the next `length` bytes.
   * @throws HandshakeError when there are fewer.
   */
  readBytes(length: number): Bytes {
    if (length > this.left) throw HandshakeError.malformedHello();
    this.at += length;
    return new Uint8Array(this.bytes.subarray(this.at - length, this.at));
  }

  /**
   * Reads bytes that must have these values.
   * @throws HandshakeError when they have other values.
   */
  expect(...bytes: readonly number[]): void {
    for (const byte of bytes) if (this.u8() !== byte) throw HandshakeError.malformedHello();
  }

  /**
   * Checks that everything was read.
   * @throws HandshakeError when bytes are left over.
   */
  end(): void {
    if (this.left > 0) throw HandshakeError.malformedHello();
  }
}

/** Encodes a number as 2 bytes, big-endian. */
export function u16(value: number): Bytes {
  return Uint8Array.of(value >> 8, value & 255);
}

/** Encodes a number as 4 bytes, big-endian. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
