import { setImmediate } from 'node:timers/promises';

/** Longest turn of one job before all others had theirs, in milliseconds. */
const MAX_TURN_MS = 8;

/**
 * Lets long computations share the event loop with everything else. All jobs of one instance form a queue, so
 * that a round of the loop runs one turn of one job, however many there are.
 */
export class CooperativeScheduler {
  private turnStart = performance.now();
  private queue: Promise<unknown> = Promise.resolve();

  /** Call it between small steps. It waits for the next turn when this one has lasted long enough. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.turnStart < MAX_TURN_MS) return;
    const turn = this.queue.then(() => setImmediate());
    this.queue = turn;
    await turn;
    this.turnStart = performance.now();
  }
}
