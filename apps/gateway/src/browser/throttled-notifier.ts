import { setTimeout as delay } from 'node:timers/promises';
import { runInBackground } from '@sealwave/kernel';

/** Time between two notifications, in milliseconds. Nobody sees faster changes. */
const PAUSE_MS = 50;

/**
 * Notifies a receiver of changes, no faster than it can take notifications. A receiver that does not read has
 * one notification waiting, however much changes.
 */
export class ThrottledNotifier {
  private isDue = false;
  private isRunning = false;

  /**
   * @param ready resolves when the receiver can take a notification.
   * @param tell sends the current state.
   * @param onFailure receives the error when one of the two failed. The next change is still notified.
   */
  constructor(
    private readonly ready: () => Promise<void>,
    private readonly tell: () => void,
    private readonly onFailure: (reason: unknown) => void,
  ) {}

  /** Notes a change. */
  markDirty(): void {
    this.isDue = true;
    if (!this.isRunning) runInBackground(() => this.run(), this.onFailure);
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isDue) {
        await this.ready();
        this.isDue = false;
        this.tell();
        await delay(PAUSE_MS);
      }
    } finally {
      this.isRunning = false;
    }
  }
}
