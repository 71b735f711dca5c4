import { SparePieces } from '@sealwave/wire';

/** A connection that holds memory of a pool. The pool watches its progress. */
export interface MemoryHolder {
  /** Bytes of progress so far. Infinite while the holder is not to blame for a delay. */
  readonly progressBytes: number;
  /** Others need this memory, and the pool counts it as free from now on. Most holders close their connection. */
  giveWay(heldBytes: number): void;
}

/** Settings of a pool; the defaults suit servers. */
export interface MemoryPoolOptions {
  readonly limitBytes: number;
  /** Interval for checking progress while somebody waits, in milliseconds. */
  readonly checkMs?: number;
  /**
   * Number of checks over which a holder's progress is averaged. Use more than one where the system accepts
   * data in bursts.
   */
  readonly lookBack?: number;
}

interface Held {
  bytes: number;
  /** The holder's progress at the latest checks, oldest first. */
  looks: number[];
}

interface Waiting {
  readonly bytes: number;
  readonly holder: MemoryHolder | null;
  /**
   * Ends the wait.
   * @param isTaken whether the waiting holder got the memory.
   */
  readonly end: (isTaken: boolean) => void;
  looks: number;
}

/** Progress a second below which a holder gives way at once: 160 KiB in ten seconds. */
const SLOW_BYTES = 16 * 1024;
/** Number of checks before slow holders give way too. A slow holder progresses, but would still take long. */
const PATIENCE_LOOKS = 10;
/** Progress a second, as a share of its memory, that lets a holder stay. */
const BRISK_SHARE = 0.1;
/**
 * Progress a second that lets a holder stay, however much it holds. A line of 1 Mbit/s carries twice as much.
 */
const STEADY_BYTES = 64 * 1024;

/**
 * A memory budget for many connections. A connection that needs much memory waits for it. So no connection is
 * closed only because it arrived at a bad time. The smallest request comes first, but no later request
 * overtakes one that has waited for long. While somebody waits, holders without progress give way. The holder
 * with the least progress for its memory goes first. Memory that cannot wait is given at once. If that exceeds
 * the limit, the largest holder gives way.
 */
export class MemoryPool {
  /** Freed pieces for reuse. They are kept only while somebody holds memory. */
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

  /** Takes memory without waiting. If that exceeds the limit, the largest holders give way. */
  hold(holder: MemoryHolder, bytes: number): void {
    this.add(holder, bytes);
    while (this.heldBytes > this.limitBytes && this.letLargestGo()) continue;
  }

  /**
   * Returns memory of a holder.
   * @param bytes how much; all of it unless given.
   */
  release(holder: MemoryHolder, bytes?: number): void {
    const held = this.holders.get(holder);
    if (!held) return;
    const given = Math.min(held.bytes, bytes ?? held.bytes);
    held.bytes -= given;
    this.heldBytes -= given;
    if (held.bytes === 0) this.holders.delete(holder);
    this.serve();
  }

  /** Frees the spare pieces once nobody holds memory. */
  tidy(): void {
    if (this.holders.size === 0) this.spare.clear();
  }

  /**
   * Reserves memory, at once or in its turn. A request above the whole budget succeeds when nobody else holds
   * any.
   * @param holder null for a request that never gives way; return it with {@link unreserve}.
   * @param signal ends the wait.
   * @returns undefined when it was taken at once. Otherwise a promise: true when the memory is taken, false
   * when the signal came first.
   */
  reserve(
    bytes: number,
    holder: MemoryHolder | null = null,
    signal?: AbortSignal,
  ): Promise<boolean> | undefined {
    if (this.waiting.length === 0 && this.hasRoomFor(bytes)) {
      this.allocate(bytes, holder);
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
      const place = this.waiting.findIndex(
        (other) => other.bytes > bytes && other.looks < PATIENCE_LOOKS,
      );
      this.waiting.splice(place < 0 ? this.waiting.length : place, 0, entry);
      signal?.addEventListener('abort', giveUp);
      this.serve();
      this.watch();
    });
  }

  /** Returns memory that was reserved without a holder. */
  unreserve(bytes: number): void {
    this.reservedBytes -= bytes;
    this.serve();
  }

  private hasRoomFor(bytes: number): boolean {
    return this.usedBytes === 0 || this.usedBytes + bytes <= this.limitBytes;
  }

  private allocate(bytes: number, holder: MemoryHolder | null): void {
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
      this.allocate(bytes, holder);
    }
    if (count > 0) for (const { end } of this.waiting.splice(0, count)) end(true);
    if (this.waiting.length > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    // Drops old checks. Nobody should be compared with a distant past.
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

  /** Makes holders without progress give way, while somebody waits for their memory. */
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

  /** Progress of a holder a second, in bytes and as a share of its memory. */
  private paceOf({ progressBytes }: MemoryHolder, held: Held): Pace {
    const { looks } = held;
    looks.push(progressBytes);
    if (looks.length <= this.lookBack) return { bytes: Infinity, share: Infinity };
    const before = looks.shift() ?? 0;
    // The holder was not to blame for a part of that time.
    if (before === Infinity) return { bytes: Infinity, share: Infinity };
    const bytes = (progressBytes - before) / ((this.lookBack * this.checkMs) / 1_000);
    return { bytes, share: bytes / held.bytes };
  }
}

interface Pace {
  readonly bytes: number;
  readonly share: number;
}
