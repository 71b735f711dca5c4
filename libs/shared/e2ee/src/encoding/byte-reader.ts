import { type Bytes, concat } from '@sealwave/kernel';

/** Encodes `"text\0"` in ASCII. Labels separate bytes that are signed or sealed for different uses. */
export function label(text: string): Bytes {
  return new TextEncoder().encode(`${text}\0`);
}

/** Encodes a number in 32 bits, big-endian. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Encodes a whole number below 2^53 in 64 bits, big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Reads big-endian fields one after the other. Never reads past the end. */
export class ByteReader {
  private at = 0;

  /** @param refuse makes the error for input that ends too early, or for a number out of range. */
  constructor(
    private readonly bytes: Bytes,
    private readonly refuse: () => Error,
  ) {}

  /** How many bytes have been read. */
  get offset(): number {
    return this.at;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.bytes.length - this.at;
  }

  /** Reads the next `count` bytes, as a copy. */
  take(count: number): Bytes {
    if (this.at + count > this.bytes.length) throw this.refuse();
    this.at += count;
    return concat(this.bytes.subarray(this.at - count, this.at));
  }

  u8(): number {
    return this.take(1)[0];
  }

  u32(): number {
    return new DataView(this.take(4).buffer).getUint32(0);
  }

  /** Reads a time in milliseconds since 1970 from 64 bits. Refuses a time that no `Date` can express. */
  moment(): number {
    const value = Number(new DataView(this.take(8).buffer).getBigUint64(0));
    if (value > LAST_MOMENT_MS) throw this.refuse();
    return value;
  }

  /** Reads all remaining bytes. */
  rest(): Bytes {
    return this.take(this.remaining);
  }

  /** Refuses remaining bytes. */
  end(): void {
    if (this.at < this.bytes.length) throw this.refuse();
  }
}

const LAST_MOMENT_MS = 8.64e15;
