import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MemoryHolder, MemoryPool } from '@sealwave/node/connection';

/** Smaller messages, in bytes, are handed on at once. Only a huge number of them would matter. */
export const LARGE_BYTES = 256 * 1024;

/**
 * How receivers are checked while others wait: four times a second, by what they have read in the last second.
 */
const CHECKS = { checkMs: 250, lookBack: 4 } as const;

/** A receiver of copies. */
export interface Listener {
  /** Bytes that have left for this receiver. Never decreases. */
  readonly takenBytes: number;
  /** Closes the connection of a receiver whose unread copies exceed the limit. */
  cut(): void;
}

/** Memory limits for copies. */
export interface DeliveryLimits {
  /** Bytes of copies that are being read. One copy is always allowed, however large. */
  readonly maxBytes: number;
  /** Bytes of copies whose receivers do not read. */
  readonly maxStuckBytes: number;
}

/**
 * Hands large messages to browsers that each need their own copy. Each turn of the event loop makes one copy,
 * so other work runs in between. The number of copies at a time is limited by memory. A receiver that reads
 * almost nothing must not block waiting receivers. So its copies count towards a separate limit.
 */
export class Deliveries {
  private readonly pool: MemoryPool;
  private readonly stuck = new Set<Delivery>();
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits: DeliveryLimits) {
    this.pool = new MemoryPool({ limitBytes: limits.maxBytes, ...CHECKS });
  }

  /**
   * Waits for memory for a copy of `bytes`.
   * @returns a function that frees it.
   */
  async room(bytes: number, listener: Listener): Promise<() => void> {
    if (bytes < LARGE_BYTES) return () => undefined;
    const delivery = new Delivery(listener, () => this.standStill(delivery));
    await this.pool.reserve(bytes, delivery);
    const turn = this.turns.then(() => nextTurn());
    this.turns = turn;
    await turn;
    return () => {
      this.stuck.delete(delivery);
      this.pool.release(delivery);
    };
  }

  private standStill(delivery: Delivery): void {
    this.stuck.add(delivery);
    while (sum(this.stuck) > this.limits.maxStuckBytes) {
      const least = [...this.stuck].reduce((a, b) => (b.sinceStuck < a.sinceStuck ? b : a));
      this.stuck.delete(least);
      least.listener.cut();
    }
  }
}

/** One copy for one receiver. */
class Delivery implements MemoryHolder {
  stuckBytes = 0;
  private takenBefore = 0;

  constructor(
    readonly listener: Listener,
    private readonly standStill: () => void,
  ) {}

  get progressBytes(): number {
    return this.listener.takenBytes;
  }

  /** Bytes that the receiver has read since this copy stopped blocking others. */
  get sinceStuck(): number {
    return this.listener.takenBytes - this.takenBefore;
  }

  giveWay(heldBytes: number): void {
    this.stuckBytes = heldBytes;
    this.takenBefore = this.listener.takenBytes;
    this.standStill();
  }
}

function sum(stuck: ReadonlySet<Delivery>): number {
  return [...stuck].reduce((bytes, { stuckBytes }) => bytes + stuckBytes, 0);
}
