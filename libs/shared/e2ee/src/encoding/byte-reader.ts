import { type Bytes, concat } from '@sealwave/kernel';

/** `"text\0"` in ASCII: what tells the bytes that are signed or sealed for one use from those for another. */
export function label(text: string): Bytes {
  return new TextEncoder().encode(`${text}\0`);
}

/** A number of 32 bits, big-endian. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** A whole number of up to 53 bits as one of 64, big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Reads fields one after the other, and never past the end. Its numbers are big-endian. */
export class ByteReader {
  private at = 0;

  /** @param refuse makes the error for bytes that end too early, or say a number that cannot be. */
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

  /** The next `count` bytes, as a copy. */
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

  /** A moment in milliseconds since 1970, from 64 bits; one that no `Date` expresses is refused. */
  moment(): number {
    const value = Number(new DataView(this.take(8).buffer).getBigUint64(0));
    if (value > LAST_MOMENT_MS) throw this.refuse();
    return value;
  }

  /** All that is left. */
  rest(): Bytes {
    return this.take(this.remaining);
  }

  /** Refuses bytes with more behind what was read. */
  end(): void {
    if (this.at < this.bytes.length) throw this.refuse();
  }
}

const LAST_MOMENT_MS = 8.64e15;
