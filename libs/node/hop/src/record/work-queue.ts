/** What a {@link WorkQueue} allows. */
export interface WorkQueueLimits {
  /** Tasks that run at the same time. */
  readonly concurrency: number;
  /** Tasks that may wait for their turn. */
  readonly maxWaiting: number;
}

/**
 * Runs a few costly tasks at a time, in order of arrival, and refuses more than may wait: a flood
 * of handshakes then costs a bounded share of the machine.
 */
export class WorkQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly limits: WorkQueueLimits,
    /** Makes the error for a task that is refused. */
    private readonly refusal: (waiting: number) => Error,
  ) {}

  /**
   * Resolves with what `task` resolves with.
   * @param signal a task whose signal has fired by its turn is not run.
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

  /** Hands the place to the one that has waited longest, so that nobody can slip in between. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
