import type { AudioRejected } from '@sealwave/contracts';
import type { ErrorCode } from '@sealwave/kernel';

/** While the count grows, a browser is told at most once per this time. */
const PACE_MS = 1000;

/**
 * Counts the messages that failed their checks, and tells the browser: of the first one at once, under a
 * flood once a second.
 */
export class RejectionCounter {
  private total = 0;
  /** Why the latest one was refused, if the browser does not know of it. */
  private latest: ErrorCode | null = null;
  private pause: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (rejected: AudioRejected) => void) {}

  /** How many there were. */
  get count(): number {
    return this.total;
  }

  /** One more; `code` says why. */
  add(code: ErrorCode): void {
    this.total++;
    if (this.pause === undefined) this.announce(code);
    else this.latest = code;
  }

  /** Nobody is there to be told any more. */
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
