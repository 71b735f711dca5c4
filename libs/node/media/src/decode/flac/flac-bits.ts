import { AudioError } from '../audio-error';

/** Reads a FLAC frame bit by bit, highest bit first. */
export class FlacBits {
  /** Position in bits from the beginning of the file. */
  private position: number;

  constructor(
    private readonly bytes: Uint8Array,
    at: number,
  ) {
    this.position = 8 * at;
  }

  /** Offset of the next whole byte from the beginning of the file. */
  get at(): number {
    return Math.ceil(this.position / 8);
  }

  /** Moves on to the next whole byte. */
  align(): void {
    this.position = 8 * this.at;
  }

  /**
   * Reads an unsigned number of 0 to 25 bits.
   * @throws AudioError past the end of the file.
   */
  read(count: number): number {
    if (count === 0) return 0;
    const value = (this.peek() >>> (32 - count)) >>> 0;
    this.advance(count);
    return value;
  }

  /** Reads a signed number of 1 to 25 bits. */
  readSigned(count: number): number {
    const value = this.peek() >> (32 - count);
    this.advance(count);
    return value;
  }

  /** Reads a unary number: zeros up to the next one. */
  readUnary(): number {
    let zeros = 0;
    for (;;) {
      // At least 25 of these bits are from the file. The next round finds a one after them.
      const run = Math.min(Math.clz32(this.peek()), 25);
      this.advance(run);
      zeros += run;
      if (run === 25) continue;
      this.advance(1);
      return zeros;
    }
  }

  /** The next 32 bits. Zeros may replace the last 7. */
  private peek(): number {
    const { bytes } = this;
    const at = this.position >>> 3;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return word << (this.position & 7);
  }

  private advance(count: number): void {
    this.position += count;
    if (this.position > 8 * this.bytes.length) throw AudioError.cut();
  }
}
