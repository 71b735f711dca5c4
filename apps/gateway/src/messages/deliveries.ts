import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MemoryHolder, MemoryPool } from '@sealwave/node/connection';

/** Messages below this are handed on at once: it takes very many of them to be much. */
const LARGE_BYTES = 256 * 1024;

/** How often it is looked who takes in what they were handed, while others wait; milliseconds. */
const CHECK_MS = 250;

/** Somebody who is handed copies. */
export interface Listener {
  /** Bytes that have left for them so far; it never becomes less. */
  readonly takenBytes: number;
  /** What stands still for them and others is too much: their connection has to end. */
  cut(): void;
}

/** What copies may take. */
export interface DeliveryLimits {
  /** Bytes of those that are taken in; one is always under way, however large. */
  readonly maxBytes: number;
  /** Bytes of those that stand still. */
  readonly maxStuckBytes: number;
}

/**
 * Hands large messages to browsers that want them in a form of which each has a copy: one in each turn of the event
 * loop, so that all others have theirs in between, and no more at the same time than there is room for. Who takes in
 * nothing, or next to nothing, does not keep that room from those who wait; what stands still is bounded by itself.
 */
export class Deliveries {
  private readonly pool: MemoryPool;
  private readonly stuck = new Set<Delivery>();
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits: DeliveryLimits) {
    this.pool = new MemoryPool({ limitBytes: limits.maxBytes, checkMs: CHECK_MS });
  }

  /** Makes room for a copy of `bytes`; resolves to what gives it back. */
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

/** One copy for one listener. */
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

  /** Bytes that were taken in while others waited no longer for this copy. */
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
