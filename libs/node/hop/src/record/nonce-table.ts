import { type KeyedHash, keyedHash } from './keyed-hash';

const INITIAL_SLOTS = 64;
/**
 * Slots of the former table to move with each new entry. The former table is empty long before the new one is
 * full.
 */
const MOVED_AT_A_TIME = 16;
/** 32-bit words per slot. */
const WORDS = 2;

/** Slots of two words each: those of a nonce, or two zeros when free. */
type Slots = Uint32Array;

/**
 * Remembers nonces to detect replayed messages (docs/protocol.md, section 4.2). It stores the last 8 bytes of
 * each nonce in an open-addressed table. The table doubles at half load: 16 to 32 bytes per message. Peers
 * choose their nonces, so slots depend on a secret of this table. Growing is incremental, which bounds the cost
 * of one entry. Add a nonce only after authenticating its message: otherwise a stranger could fill the table.
 */
export class NonceTable {
  private slots: Slots = new Uint32Array(WORDS * INITIAL_SLOTS);
  /** The smaller table from before, while it is being moved. */
  private former: Slots = new Uint32Array(0);
  private movedSlots = 0;
  private count = 0;
  /**
   * Whether a nonce ending in eight zero bytes was added. Zeros mark a free slot, so the table cannot hold it.
   */
  private zeroSeen = false;
  /** Number of slots examined so far, as a measure of the cost. */
  probes = 0;
  /** Most slots examined for one entry. */
  longestSearch = 0;

  constructor(private readonly hash: KeyedHash = keyedHash()) {}

  /**
   * Adds a nonce of at least 8 bytes.
   * @returns false when it was there already.
   */
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

  /** The slot of the nonce, or the free slot where it belongs. */
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

  /** Moves some entries. Copies stay in the former table, because searches pass over them. */
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
