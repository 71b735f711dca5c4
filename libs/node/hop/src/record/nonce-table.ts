import { type KeyedHash, keyedHash } from './keyed-hash';

const INITIAL_SLOTS = 64;
/** Slots of the table before that are emptied with each entry: it is empty long before the next one is full. */
const MOVED_AT_A_TIME = 16;
/** Words of 32 bits in a slot. */
const WORDS = 2;

/** Slots, each of which is free, with two zeros, or holds the two words of a nonce. */
type Slots = Uint32Array;

/**
 * Remembers nonces, so that a message that comes twice is noticed (docs/protocol.md, section 4.2).
 * Keeps the last 8 bytes of each in an open-addressed table that doubles at half load: 16 to 32
 * bytes a message. The peer chooses its nonces, so their places follow from a secret of this table, and what
 * one entry costs is bounded: a table that has become too small is emptied a few slots at a time.
 * Enter a nonce only after its message was authenticated, or a stranger could fill the table.
 */
export class NonceTable {
  private slots: Slots = new Uint32Array(WORDS * INITIAL_SLOTS);
  /** The table before, while it is being emptied into this one. */
  private former: Slots = new Uint32Array(0);
  private movedSlots = 0;
  private count = 0;
  /** Zero marks a free slot, so the nonce that ends in eight zero bytes is kept apart. */
  private zeroSeen = false;
  /** Slots that were looked at so far: what the table has cost. */
  probes = 0;
  /** The most slots that were looked at for one entry. */
  longestSearch = 0;

  constructor(private readonly hash: KeyedHash = keyedHash()) {}

  /** Enters a nonce of at least 8 bytes; false when it was there already. */
  add(nonce: Uint8Array): boolean {
    const view = new DataView(nonce.buffer, nonce.byteOffset, nonce.byteLength);
    const high = view.getUint32(nonce.length - 8);
    const low = view.getUint32(nonce.length - 4);
    if (low === 0 && high === 0) {
      const isNew = !this.zeroSeen;
      this.zeroSeen = true;
      return isNew;
    }
    const before = this.probes;
    const isNew = this.enter(low, high);
    this.longestSearch = Math.max(this.longestSearch, this.probes - before);
    return isNew;
  }

  private enter(low: number, high: number): boolean {
    if (2 * WORDS * (this.count + 1) > this.slots.length) this.grow();
    this.moveSome();
    const isMoving = this.movedSlots < this.former.length;
    if (isMoving && isTaken(this.former, this.find(this.former, low, high))) return false;
    const slot = this.find(this.slots, low, high);
    if (isTaken(this.slots, slot)) return false;
    put(this.slots, slot, low, high);
    this.count++;
    return true;
  }

  /** The slot that holds the nonce, or the free one where it belongs. */
  private find(slots: Slots, low: number, high: number): number {
    const end = slots.length;
    let slot = WORDS * (this.hash(low, high) & (end / WORDS - 1));
    this.probes++;
    while (isTaken(slots, slot) && !(slots[slot] === low && slots[slot + 1] === high)) {
      slot = (slot + WORDS) & (end - 1);
      this.probes++;
    }
    return slot;
  }

  private grow(): void {
    this.former = this.slots;
    this.movedSlots = 0;
    this.slots = new Uint32Array(2 * this.former.length);
  }

  /** What has been moved stays where it was as well, so that searches that pass it go on. */
  private moveSome(): void {
    const { former } = this;
    if (former.length === 0) return;
    const end = Math.min(former.length, this.movedSlots + WORDS * MOVED_AT_A_TIME);
    for (let at = this.movedSlots; at < end; at += WORDS) {
      if (!isTaken(former, at)) continue;
      const [low, high] = [former[at], former[at + 1]];
      put(this.slots, this.find(this.slots, low, high), low, high);
    }
    this.movedSlots = end;
    if (end === former.length) this.former = new Uint32Array(0);
  }
}

function isTaken(slots: Slots, slot: number): boolean {
  return slots[slot] !== 0 || slots[slot + 1] !== 0;
}

function put(slots: Slots, slot: number, low: number, high: number): void {
  slots[slot] = low;
  slots[slot + 1] = high;
}
