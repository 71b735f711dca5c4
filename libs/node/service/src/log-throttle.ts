import { TokenBucket } from '@sealwave/node/limits';

/** Lines of one kind in a burst, and then every second. */
const KIND = { burst: 100, perSecond: 5 };
/** Lines of all kinds together. At 250 bytes a line, this is half a gigabyte a day. */
const ALL = { burst: 1_000, perSecond: 20 };
/**
 * Most kinds to count separately; further ones share a count. So the number of kinds cannot fill the memory.
 */
const MAX_KINDS = 256;
const OTHER = 'other';

/**
 * Decides which lines of a log are written. A peer may cause a line with everything it does, but cannot fill
 * the disk. The caller passes the time: this class has no clock.
 */
export class LogThrottle {
  private readonly all: TokenBucket;
  private readonly kinds = new Map<string, TokenBucket>();
  private readonly suppressed = new Map<string, number>();

  constructor(nowMs: number) {
    this.all = new TokenBucket(ALL.perSecond, ALL.burst, nowMs);
  }

  /** Whether to write a line of `kind`. If not, the line is counted. */
  admits(kind: string, nowMs: number): boolean {
    const known = this.kinds.has(kind) || this.kinds.size < MAX_KINDS ? kind : OTHER;
    const bucket = this.kinds.get(known) ?? new TokenBucket(KIND.perSecond, KIND.burst, nowMs);
    this.kinds.set(known, bucket);
    if (bucket.tryConsume(1, nowMs) && this.all.tryConsume(1, nowMs)) return true;
    this.suppressed.set(known, (this.suppressed.get(known) ?? 0) + 1);
    return false;
  }

  /** Returns how many lines of each kind were suppressed since the last call. */
  takeSuppressed(): readonly (readonly [kind: string, count: number])[] {
    const counts = [...this.suppressed];
    this.suppressed.clear();
    return counts;
  }
}
