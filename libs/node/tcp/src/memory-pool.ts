import { SparePieces } from '@sealwave/wire';

/** Somebody who holds memory of a pool for as long as it takes them to get on. */
export interface MemoryHolder {
  /** Bytes by which they have got on so far; it never becomes less. */
  readonly progressBytes: number;
  /** Others need what they hold: their connection has to end. */
  giveWay(heldBytes: number): void;
}

/** How a pool decides; the defaults suit servers. */
export interface MemoryPoolOptions {
  readonly limitBytes: number;
  /** How often it is looked who gets on, while somebody waits; milliseconds. */
  readonly checkMs?: number;
}

interface Held {
  bytes: number;
  /** What the holder had got on by at the last look; null before the first one. */
  progressBytes: number | null;
}

interface Waiting {
  readonly bytes: number;
  readonly holder: MemoryHolder | null;
  readonly begin: () => void;
  looks: number;
}

/** Who gets on by less than this between two looks, 160 KiB in ten seconds, gives way at once. */
const SLOW_BYTES = 16 * 1024;
/** Looks for which somebody waits before those give way who get on and would still take long. */
const PATIENCE_LOOKS = 10;
/** Share of what it holds by which somebody has to get on between two looks in order to stay then. */
const BRISK_SHARE = 0.1;

/**
 * A budget of memory for many connections. Whoever needs much waits until it is there, those that need least first, so
 * that nobody is cut for coming at a bad time. While somebody waits, who holds memory and does not get on
 * gives way: the slowest first, by how much they hold. What cannot wait is held at once, and where that is too much,
 * who holds the most gives way.
 */
export class MemoryPool {
  /** Memory of those who are gone for those who come, while anybody holds some. */
  readonly spare: SparePieces;
  private readonly holders = new Map<MemoryHolder, Held>();
  private readonly limitBytes: number;
  private readonly checkMs: number;
  private heldBytes = 0;
  private reservedBytes = 0;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor({ limitBytes, checkMs = 1_000 }: MemoryPoolOptions) {
    this.limitBytes = limitBytes;
    this.spare = new SparePieces(limitBytes / 2);
    this.checkMs = checkMs;
  }

  /** Bytes that are held or reserved. */
  get usedBytes(): number {
    return this.heldBytes + this.reservedBytes;
  }

  /** Takes memory that cannot be waited for. */
  hold(holder: MemoryHolder, bytes: number): void {
    this.add(holder, bytes);
    while (this.heldBytes > this.limitBytes && this.letLargestGo()) continue;
  }

  /** Gives back memory that was held; all of it without `bytes`. */
  release(holder: MemoryHolder, bytes?: number): void {
    const held = this.holders.get(holder);
    if (!held) return;
    const given = Math.min(held.bytes, bytes ?? held.bytes);
    held.bytes -= given;
    this.heldBytes -= given;
    if (held.bytes === 0) this.holders.delete(holder);
    this.serve();
  }

  /** Nobody needs memory any more that was held by those who are gone. */
  tidy(): void {
    if (this.holders.size === 0) this.spare.clear();
  }

  /**
   * Takes memory when it is there: at once, and then nothing is returned, or in its turn. More than there is in all is
   * there when nobody else has any.
   * @param holder null for one that is not asked to give way; it gives back with {@link unreserve}.
   * @param signal ends the wait, which then resolves.
   */
  reserve(
    bytes: number,
    holder: MemoryHolder | null = null,
    signal?: AbortSignal,
  ): Promise<void> | undefined {
    if (this.waiting.length === 0 && this.hasRoomFor(bytes)) {
      this.take(bytes, holder);
      return undefined;
    }
    return new Promise((begin) => {
      const entry: Waiting = { bytes, holder, begin, looks: 0 };
      const place = this.waiting.findIndex((other) => other.bytes > bytes);
      this.waiting.splice(place < 0 ? this.waiting.length : place, 0, entry);
      signal?.addEventListener('abort', () => this.giveUp(entry), { once: true });
      this.serve();
      this.watch();
    });
  }

  /** Gives back what was reserved for nobody. */
  unreserve(bytes: number): void {
    this.reservedBytes -= bytes;
    this.serve();
  }

  private hasRoomFor(bytes: number): boolean {
    return this.usedBytes === 0 || this.usedBytes + bytes <= this.limitBytes;
  }

  private take(bytes: number, holder: MemoryHolder | null): void {
    if (holder) this.add(holder, bytes);
    else this.reservedBytes += bytes;
  }

  private add(holder: MemoryHolder, bytes: number): void {
    const held = this.holders.get(holder);
    if (held) held.bytes += bytes;
    else this.holders.set(holder, { bytes, progressBytes: null });
    this.heldBytes += bytes;
  }

  private serve(): void {
    while (this.waiting.length > 0 && this.hasRoomFor(this.waiting[0].bytes)) {
      const [{ bytes, holder, begin }] = this.waiting.splice(0, 1);
      this.take(bytes, holder);
      begin();
    }
    if (this.waiting.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    // Nobody is compared with what was long ago.
    for (const held of this.holders.values()) held.progressBytes = null;
  }

  private giveUp(entry: Waiting): void {
    const place = this.waiting.indexOf(entry);
    if (place < 0) return;
    this.waiting.splice(place, 1);
    entry.begin();
    this.serve();
  }

  private watch(): void {
    if (this.waiting.length === 0 || this.timer) return;
    this.look();
    this.timer = setInterval(() => this.look(), this.checkMs).unref();
  }

  /** Has those give way who hold what somebody waits for and do not get on. */
  private look(): void {
    const isOverdue = this.waiting.some(({ looks }) => looks >= PATIENCE_LOOKS);
    for (const entry of this.waiting) entry.looks++;
    const slow = [...this.holders]
      .map(([holder, held]) => ({ holder, ...paceOf(holder, held) }))
      .filter(({ bytes, share }) => bytes < SLOW_BYTES || (isOverdue && share < BRISK_SHARE))
      .sort((a, b) => a.share - b.share);
    for (const { holder } of slow) {
      if (this.waiting.length === 0 || this.hasRoomFor(this.waiting[0].bytes)) break;
      this.letGo(holder);
    }
  }

  private letLargestGo(): boolean {
    let largest: [MemoryHolder, Held] | null = null;
    for (const each of this.holders) {
      if (!largest || each[1].bytes > largest[1].bytes) largest = each;
    }
    if (largest) this.letGo(largest[0]);
    return largest !== null;
  }

  private letGo(holder: MemoryHolder): void {
    const bytes = this.holders.get(holder)?.bytes ?? 0;
    holder.giveWay(bytes);
    this.release(holder);
  }
}

/** By how much a holder has got on since the last look, also as a share of what it holds. */
function paceOf(
  { progressBytes }: MemoryHolder,
  held: Held,
): { readonly bytes: number; readonly share: number } {
  const since = held.progressBytes;
  held.progressBytes = progressBytes;
  if (since === null) return { bytes: Infinity, share: Infinity };
  const bytes = progressBytes - since;
  return { bytes, share: bytes / held.bytes };
}
