import { TokenBucket } from './token-bucket';

/** Addresses remembered before those with nothing against them are forgotten. */
const REMEMBERED_ADDRESSES = 4096;

/** How often each address may do something: a few times at once, then at a steady rate. */
export class AddressRates {
  private readonly buckets = new Map<string, TokenBucket>();

  /** @param burst how often at once. */
  constructor(
    private readonly perSecond: number,
    private readonly burst = 5,
  ) {}

  /** Number of addresses that are remembered. */
  get size(): number {
    return this.buckets.size;
  }

  /** Counts `count` more of `group`, as {@link addressGroup} names it; false, and none counted, when that is too many. */
  tryTake(group: string, nowMs: number, count = 1): boolean {
    return this.bucketOf(group, nowMs).tryTake(count, nowMs);
  }

  /** Counts `count` more of `group`, on credit if need be. @returns milliseconds until that is paid. */
  take(group: string, count: number, nowMs: number): number {
    return this.bucketOf(group, nowMs).take(count, nowMs);
  }

  private bucketOf(group: string, nowMs: number): TokenBucket {
    const known = this.buckets.get(group);
    if (known) return known;
    if (this.buckets.size >= REMEMBERED_ADDRESSES) this.forgetIdle(nowMs);
    const bucket = new TokenBucket(this.perSecond, this.burst, nowMs);
    this.buckets.set(group, bucket);
    return bucket;
  }

  private forgetIdle(nowMs: number): void {
    for (const [group, bucket] of this.buckets) {
      if (bucket.isFull(nowMs)) this.buckets.delete(group);
    }
  }
}
