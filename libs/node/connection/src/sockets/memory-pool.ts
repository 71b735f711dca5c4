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
  /** Looks over which somebody has to get on: more than one where the system takes much at once, and then nothing for a while. */
  readonly lookBack?: number;
}

interface Held {
  bytes: number;
  /** What the holder had got on by at the latest looks, the oldest first. */
  looks: number[];
}

interface Waiting {
  readonly bytes: number;
  readonly holder: MemoryHolder | null;
  /** Ends the wait: with the memory, or without. */
  readonly end: (isTaken: boolean) => void;
  looks: number;
}

/** Who gets on by less than this between two looks, 160 KiB in ten seconds, gives way at once. */
const SLOW_BYTES = 16 * 1024;
/** Looks for which somebody waits before those give way who get on and would still take long. */
const PATIENCE_LOOKS = 10;
/** Share of what it holds by which somebody has to get on between two looks in order to stay then. */
const BRISK_SHARE = 0.1;
/** Or this number of bytes, however much it holds: a line of 1 Mbit/s carries twice as much in a second. */
const STEADY_BYTES = 64 * 1024;

/**
 * A budget of memory for many connections. A connection that needs much waits until it is there, those that need least first, so
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
  private readonly lookBack: number;
  private heldBytes = 0;
  private reservedBytes = 0;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor({ limitBytes, checkMs = 1_000, lookBack = 1 }: MemoryPoolOptions) {
    this.limitBytes = limitBytes;
    this.spare = new SparePieces(limitBytes / 2);
    this.checkMs = checkMs;
    this.lookBack = lookBack;
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
   * @param signal ends the wait.
   * @returns whether it was taken: false where the signal came first.
   */
  reserve(
    bytes: number,
    holder: MemoryHolder | null = null,
    signal?: AbortSignal,
  ): Promise<boolean> | undefined {
    if (this.waiting.length === 0 && this.hasRoomFor(bytes)) {
      this.take(bytes, holder);
      return undefined;
    }
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(false);
      const giveUp = (): void => this.giveUp(entry);
      const end = (isTaken: boolean): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve(isTaken);
      };
      const entry: Waiting = { bytes, holder, end, looks: 0 };
      const place = this.waiting.findIndex((other) => other.bytes > bytes);
      this.waiting.splice(place < 0 ? this.waiting.length : place, 0, entry);
      signal?.addEventListener('abort', giveUp);
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
    else this.holders.set(holder, { bytes, looks: [] });
    this.heldBytes += bytes;
  }

  private serve(): void {
    let count = 0;
    for (; count < this.waiting.length; count++) {
      const { bytes, holder } = this.waiting[count];
      if (!this.hasRoomFor(bytes)) break;
      this.take(bytes, holder);
    }
    if (count > 0) for (const { end } of this.waiting.splice(0, count)) end(true);
    if (this.waiting.length > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    // Nobody is compared with what was long ago.
    for (const held of this.holders.values()) held.looks = [];
  }

  private giveUp(entry: Waiting): void {
    const place = this.waiting.indexOf(entry);
    if (place < 0) return;
    this.waiting.splice(place, 1);
    entry.end(false);
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
      .map(([holder, held]) => ({ holder, ...this.paceOf(holder, held) }))
      .filter(({ bytes, share }) => {
        const isSluggish = share < BRISK_SHARE && bytes < STEADY_BYTES;
        return bytes < SLOW_BYTES || (isOverdue && isSluggish);
      })
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

  /** By how much a holder gets on from one look to the next, also as a share of what it holds. */
  private paceOf({ progressBytes }: MemoryHolder, held: Held): Pace {
    const { looks } = held;
    looks.push(progressBytes);
    if (looks.length <= this.lookBack) return { bytes: Infinity, share: Infinity };
    const before = looks.shift() ?? 0;
    const bytes = (progressBytes - before) / this.lookBack;
    return { bytes, share: bytes / held.bytes };
  }
}

interface Pace {
  readonly bytes: number;
  readonly share: number;
}
