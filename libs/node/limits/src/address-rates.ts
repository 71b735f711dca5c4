import { TokenBucket } from './token-bucket';
import { type CountedNetwork, networksOf } from './wider-networks';

/** Number of addresses to remember. Above it, those with a full bucket are dropped. */
const REMEMBERED_ADDRESSES = 4096;

/**
 * Limits how often each address may do something: a burst, then a steady rate. Wider IPv6 networks may do it a
 * few times more often.
 */
export class AddressRates {
  private readonly buckets = new Map<string, TokenBucket>();

  /**
   * @param perSecond steady rate.
   * @param burst number at once.
   */
  constructor(
    private readonly perSecond: number,
    private readonly burst = 5,
  ) {}

  /** Number of remembered addresses and networks. */
  get size(): number {
    return this.buckets.size;
  }

  /**
   * Counts `count` more for `group`, a name from {@link addressGroup}.
   * @returns false, without counting, when that is too many.
   */
  tryConsume(group: string, nowMs: number, count = 1): boolean {
    const buckets = this.bucketsOf(group, nowMs);
    if (!buckets.every((bucket) => bucket.has(count, nowMs))) return false;
    for (const bucket of buckets) bucket.consume(count, nowMs);
    return true;
  }

  /**
   * Counts `count` more for `group`, on credit if needed.
   * @returns milliseconds until the debt is paid.
   */
  consume(group: string, count: number, nowMs: number): number {
    return Math.max(...this.bucketsOf(group, nowMs).map((bucket) => bucket.consume(count, nowMs)));
  }

  private bucketsOf(group: string, nowMs: number): TokenBucket[] {
    return networksOf(group).map((network) => this.bucketOf(network, nowMs));
  }

  private bucketOf({ name, share }: CountedNetwork, nowMs: number): TokenBucket {
    const known = this.buckets.get(name);
    if (known) return known;
    if (this.buckets.size >= REMEMBERED_ADDRESSES) this.forgetIdle(nowMs);
    const bucket = new TokenBucket(share * this.perSecond, share * this.burst, nowMs);
    this.buckets.set(name, bucket);
    return bucket;
  }

  private forgetIdle(nowMs: number): void {
    for (const [group, bucket] of this.buckets) {
      if (bucket.isFull(nowMs)) this.buckets.delete(group);
    }
  }
}
