import { setImmediate } from 'node:timers/promises';

/** Longest turn of one job, in milliseconds. Then all others have theirs. */
const MAX_TURN_MS = 8;

/**
 * Lets long computations share the event loop with everything else. All jobs of one instance form a queue. Each
 * round of the event loop runs one turn of one job, however many jobs there are.
 */
export class CooperativeScheduler {
  private turnStart = performance.now();
  private queue: Promise<unknown> = Promise.resolve();

  /** Waits for the next turn when this one has lasted long enough. Call it between small steps. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.turnStart < MAX_TURN_MS) return;
    const turn = this.queue.then(() => setImmediate());
    this.queue = turn;
    await turn;
    this.turnStart = performance.now();
  }
}
