import { setTimeout as delay } from 'node:timers/promises';
import { runInBackground } from '@sealwave/kernel';

/** Time between one notice and the next, in milliseconds: what changes faster, nobody sees. */
const PAUSE_MS = 50;

/**
 * Tells somebody that something has changed, as often as they can be told and no oftener: a listener that does not listen
 * has one notice waiting, however much changes meanwhile.
 */
export class ThrottledNotifier {
  private isDue = false;
  private isRunning = false;

  /**
   * @param ready resolves when they can be told.
   * @param tell says how things are now.
   * @param onFailure is told why one of the two failed; the next change is told of all the same.
   */
  constructor(
    private readonly ready: () => Promise<void>,
    private readonly tell: () => void,
    private readonly onFailure: (reason: unknown) => void,
  ) {}

  /** Something has changed. */
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
