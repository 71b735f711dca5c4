const INITIAL_SLOTS = 64;

/**
 * Remembers nonces, so that a message that comes twice is noticed (docs/protocol.md, section 4.2).
 * Keeps the last 8 bytes of each in an open-addressed table that doubles at half load: 16 to 32
 * bytes a message. Enter a nonce only after its message was authenticated, or a stranger could
 * fill the table.
 */
export class NonceTable {
  private slots = new BigUint64Array(INITIAL_SLOTS);
  private count = 0;
  /** Zero marks a free slot, so the nonce that ends in eight zero bytes is kept apart. */
  private zeroSeen = false;

  /** Enters a nonce of at least 8 bytes; false when it was there already. */
  add(nonce: Uint8Array): boolean {
    const view = new DataView(nonce.buffer, nonce.byteOffset, nonce.byteLength);
    const key = view.getBigUint64(nonce.length - 8);
    if (key === 0n) {
      const isNew = !this.zeroSeen;
      this.zeroSeen = true;
      return isNew;
    }
    if (2 * (this.count + 1) > this.slots.length) this.grow();
    const slot = this.find(key);
    if (this.slots[slot] === key) return false;
    this.slots[slot] = key;
    this.count++;
    return true;
  }

  /** The slot that holds `key`, or the free one where it belongs. */
  private find(key: bigint): number {
    const mask = this.slots.length - 1;
    // Both halves: a counter changes the low bits, a random nonce all of them.
    let slot = (Number(key & 0xffffffffn) ^ Number(key >> 32n)) & mask;
    while (this.slots[slot] !== 0n && this.slots[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new BigUint64Array(2 * old.length);
    for (const key of old) if (key !== 0n) this.slots[this.find(key)] = key;
  }
}
