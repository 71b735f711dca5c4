/** Limits of a {@link WorkQueue}. */
export interface WorkQueueLimits {
  /** Tasks that run at the same time. */
  readonly concurrency: number;
  /** Tasks that may wait for their turn. */
  readonly maxWaiting: number;
}

/**
 * Runs a few costly tasks at a time, in order of arrival. Refuses a task when too many wait. So a flood of
 * handshakes costs a bounded share of the machine.
 */
export class WorkQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly limits: WorkQueueLimits,
    /** Makes the error for a refused task. */
    private readonly refusal: (waiting: number) => Error,
  ) {}

  /**
   * Runs `task` in its turn.
   * @param signal when it aborts before the turn, the task does not run.
   * @returns the result of `task`.
   */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.turn();
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      this.pass();
    }
  }

  private async turn(): Promise<void> {
    if (this.running < this.limits.concurrency) {
      this.running++;
      return;
    }
    if (this.waiting.length >= this.limits.maxWaiting) throw this.refusal(this.waiting.length);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Passes the turn to the task that has waited longest. No newcomer can take it. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
