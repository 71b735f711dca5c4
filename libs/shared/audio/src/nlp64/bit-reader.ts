const { clz32 } = Math;

/** Zero bytes after the data. A read slightly past the end then needs no check of its own. */
const GUARD_BYTES = 8;

/**
 * Reads numbers from a copy of bytes, most significant bit first. Reads past the end return zeros. The caller
 * compares {@link position} with the length before it reads on.
 */
export class BitReader {
  /** Bits read so far. */
  position = 0;
  private readonly bytes: Uint8Array;

  /** @param byteCount number of bytes that each {@link start} passes. */
  constructor(private readonly byteCount: number) {
    this.bytes = new Uint8Array(byteCount + GUARD_BYTES);
  }

  /** Starts again at the first bit of `bytes`. */
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

  /**
   * Reads a run of one-bits and the zero-bit that ends it, and returns the number of ones. After `most` ones,
   * at most 24, it stops and reads no zero-bit.
   */
  readOnes(most: number): number {
    const ones = clz32(~this.window());
    this.position += ones < most ? ones + 1 : most;
    return ones < most ? ones : most;
  }

  /** Whether all bits from the position on are zero. */
  get restIsZero(): boolean {
    let at = this.position >> 3;
    if ((this.bytes[at] << (this.position & 7)) & 0xff) return false;
    while (++at < this.byteCount) if (this.bytes[at] !== 0) return false;
    return true;
  }

  /** The next bits, from the position on, at the top of 32 bits. The lowest 7 of the 32 may be missing. */
  private window(): number {
    const at = this.position >> 3;
    const { bytes } = this;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return word << (this.position & 7);
  }
}
