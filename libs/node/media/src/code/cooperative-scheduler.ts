import { setImmediate } from 'node:timers/promises';

/** How long one piece of work may hold the event loop before all others have had their turn, in ms. */
const MAX_TURN_MS = 8;

/**
 * Lets long computations share the event loop with everything else. All jobs that share one instance
 * queue up, so that a round of the loop carries one turn of one job, however many jobs there are.
 */
export class CooperativeScheduler {
  private turnStart = performance.now();
  private queue: Promise<unknown> = Promise.resolve();

  /** To be called between small steps; waits for the next turn when this one has lasted long enough. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.turnStart < MAX_TURN_MS) return;
    const turn = this.queue.then(() => setImmediate());
    this.queue = turn;
    await turn;
    this.turnStart = performance.now();
  }
}
