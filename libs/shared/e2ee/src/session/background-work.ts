import { runInBackground } from '@sealwave/kernel';

/** Work that nobody awaits. Reports its failures, and tells when all of it is done. */
export class BackgroundWork {
  private running = 0;
  private waiting: (() => void)[] = [];

  /** @param onFailure must not throw. */
  constructor(private readonly onFailure: (error: unknown) => void) {}

  /** Starts a task. */
  start(task: () => Promise<unknown>): void {
    this.running++;
    runInBackground(() => task().finally(() => this.finish()), this.onFailure);
  }

  /** Resolves when nothing is running. */
  async settled(): Promise<void> {
    while (this.running > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private finish(): void {
    this.running--;
    if (this.running > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
