const { clz32 } = Math;

/** Zero bits behind the data, so that reading a little beyond its end needs no check of its own. */
const GUARD_BYTES = 8;

/**
 * Reads numbers from a copy of bytes, most significant bit first. Behind the end are zeros: the
 * reader compares {@link position} with the length before the next read.
 */
export class BitReader {
  /** Bits read so far. */
  position = 0;
  private readonly bytes: Uint8Array;

  /** @param byteCount number of bytes that {@link start} will be given. */
  constructor(private readonly byteCount: number) {
    this.bytes = new Uint8Array(byteCount + GUARD_BYTES);
  }

  /** Starts over, with `bytes`. */
  start(bytes: Uint8Array): void {
    this.bytes.set(bytes);
    this.position = 0;
  }

  /** The next `count` bits as a number; `count` is 0 to 24. */
  read(count: number): number {
    const value = count === 0 ? 0 : this.window() >>> (32 - count);
    this.position += count;
    return value;
  }

  /** Counts one-bits up to the next zero-bit and reads both; reads `most` ones, at most 24, and no zero. */
  readOnes(most: number): number {
    const ones = clz32(~this.window());
    this.position += ones < most ? ones + 1 : most;
    return ones < most ? ones : most;
  }

  /** Whether no one-bit is left. */
  get restIsZero(): boolean {
    let at = this.position >> 3;
    if ((this.bytes[at] << (this.position & 7)) & 0xff) return false;
    while (++at < this.byteCount) if (this.bytes[at] !== 0) return false;
    return true;
  }

  /** The bits from the position on, in the top of 32; the last 7 of these may be missing. */
  private window(): number {
    const at = this.position >> 3;
    const { bytes } = this;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return word << (this.position & 7);
  }
}
