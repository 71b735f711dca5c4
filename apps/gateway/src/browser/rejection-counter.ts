import type { AudioRejected } from '@sealwave/contracts';
import type { ErrorCode } from '@sealwave/kernel';

/** Least time between two reports to a browser, in milliseconds. */
const PACE_MS = 1000;

/**
 * Counts the messages that failed their checks. Reports the count to the browser: at the first one, then at
 * most once a second.
 */
export class RejectionCounter {
  private total = 0;
  /** Why the latest message was refused, until the browser is told. */
  private latest: ErrorCode | null = null;
  private pause: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (rejected: AudioRejected) => void) {}

  get count(): number {
    return this.total;
  }

  /**
   * Counts a message.
   * @param code why it was refused.
   */
  add(code: ErrorCode): void {
    this.total++;
    if (this.pause === undefined) this.announce(code);
    else this.latest = code;
  }

  /** Stops the reports. */
  close(): void {
    clearTimeout(this.pause);
  }

  private announce(code: ErrorCode): void {
    this.latest = null;
    this.tell({ count: this.total, code });
    this.pause = setTimeout(() => {
      this.pause = undefined;
      if (this.latest !== null) this.announce(this.latest);
    }, PACE_MS).unref();
  }
}
