import { TokenBucket } from '@sealwave/node/limits';

/** Lines of one kind that are written at once, and then every second. */
const KIND = { burst: 100, perSecond: 5 };
/** Lines of all kinds together: at 250 bytes a line half a gigabyte a day. */
const ALL = { burst: 1_000, perSecond: 20 };
/** What more kinds there are share one count: nobody is to fill the memory with kinds. */
const MAX_KINDS = 256;
const OTHER = 'other';

/**
 * Decides which lines of a log are written, so that a peer that causes one with all it does cannot fill the disk.
 * Pure: the caller says what time it is.
 */
export class LogThrottle {
  private readonly all: TokenBucket;
  private readonly kinds = new Map<string, TokenBucket>();
  private readonly suppressed = new Map<string, number>();

  constructor(nowMs: number) {
    this.all = new TokenBucket(ALL.perSecond, ALL.burst, nowMs);
  }

  /** Whether a line of `kind` is written; where it is not, it is counted. */
  admits(kind: string, nowMs: number): boolean {
    const known = this.kinds.has(kind) || this.kinds.size < MAX_KINDS ? kind : OTHER;
    const bucket = this.kinds.get(known) ?? new TokenBucket(KIND.perSecond, KIND.burst, nowMs);
    this.kinds.set(known, bucket);
    if (bucket.tryTake(1, nowMs) && this.all.tryTake(1, nowMs)) return true;
    this.suppressed.set(known, (this.suppressed.get(known) ?? 0) + 1);
    return false;
  }

  /** How many lines of which kind were not written since the last call. */
  takeSuppressed(): readonly (readonly [kind: string, count: number])[] {
    const counts = [...this.suppressed];
    this.suppressed.clear();
    return counts;
  }
}
