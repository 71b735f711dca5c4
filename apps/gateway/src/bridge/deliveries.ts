import { setImmediate as nextTurn } from 'node:timers/promises';

/** Messages below this are handed on at once: it takes very many of them to be much. */
const LARGE_BYTES = 256 * 1024;

/** A browser that takes in nothing holds up others no longer than this, in milliseconds. */
const MAX_HOLD_MS = 10_000;

/**
 * Hands large messages to browsers that want them in a form of which each has a copy: one in each turn of the event
 * loop, so that all others have theirs in between, and no more at the same time than there is room for.
 */
export class Deliveries {
  private underWay = 0;
  private wake: (() => void) | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param maxBytes of all copies at the same time; one is always under way, however large. */
  constructor(private readonly maxBytes: number) {}

  /** Makes room for a copy of `bytes`, in order; resolves to what gives it back, which is done at some time in any case. */
  async room(bytes: number): Promise<() => void> {
    if (bytes < LARGE_BYTES) return () => undefined;
    const turn = this.queue.then(() => this.take(bytes));
    this.queue = turn;
    return turn;
  }

  private async take(bytes: number): Promise<() => void> {
    while (this.underWay > 0 && this.underWay + bytes > this.maxBytes) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    await nextTurn();
    this.underWay += bytes;
    let isGiven = false;
    const giveBack = (): void => {
      if (isGiven) return;
      isGiven = true;
      clearTimeout(latest);
      this.underWay -= bytes;
      this.wake?.();
    };
    const latest = setTimeout(giveBack, MAX_HOLD_MS).unref();
    return giveBack;
  }
}
