/** A time limit that restarts with each progress. */
export class ProgressTimeout {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private giveUp!: (error: Error) => void;

  /** Rejects when there was no progress for too long. */
  readonly expired = new Promise<never>((_, reject) => (this.giveUp = reject));

  constructor() {
    // Once nobody waits for it, its rejection must not count as unhandled.
    this.expired.catch(() => undefined);
  }

  /** Restarts the limit with `ms` milliseconds. */
  restart(ms: number): void {
    this.end();
    this.timer = setTimeout(() => this.giveUp(new Error(`nothing came for ${ms} ms`)), ms);
  }

  /** Stops the limit. */
  end(): void {
    clearTimeout(this.timer);
  }
}
