/** Writes numbers into bytes, most significant bit first. */
export class BitWriter {
  private at = 0;
  private pending = 0;
  private pendingBits = 0;
  private bytes: Uint8Array = new Uint8Array(0);

  /** Starts again at the first bit of `bytes`. */
  start(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.pendingBits = 0;
  }

  /** Appends the low `count` bits of `value`; `count` is at most 24. */
  write(value: number, count: number): void {
    this.pending = (this.pending << count) | (value & ((1 << count) - 1));
    this.pendingBits += count;
    while (this.pendingBits >= 8) {
      this.pendingBits -= 8;
      this.bytes[this.at++] = this.pending >>> this.pendingBits;
    }
  }

  /** Fills the remaining bits with zeros. */
  finish(): void {
    this.write(0, (8 - this.pendingBits) % 8);
    this.bytes.fill(0, this.at);
  }
}
