/** A time limit that starts again whenever there is progress. */
export class ProgressTimeout {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private giveUp!: (error: Error) => void;

  /** Rejects when nothing has happened for too long. */
  readonly expired = new Promise<never>((_, reject) => (this.giveUp = reject));

  constructor() {
    // A caller that no longer waits does not want the error either.
    this.expired.catch(() => undefined);
  }

  /** From now on, `ms` milliseconds are left. */
  restart(ms: number): void {
    this.end();
    this.timer = setTimeout(() => this.giveUp(new Error(`nothing came for ${ms} ms`)), ms);
  }

  /** There is nothing to wait for any more. */
  end(): void {
    clearTimeout(this.timer);
  }
}
