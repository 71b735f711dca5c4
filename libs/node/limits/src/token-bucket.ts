/**
 * Allows a steady rate, with bursts. A full bucket holds `burst` tokens and refills at `perSecond`. The bucket
 * has no clock: the caller passes the time.
 */
export class TokenBucket {
  private tokens: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private refilledAtMs: number,
  ) {
    this.tokens = burst;
  }

  /** Whether the bucket has `count` tokens. */
  has(count: number, nowMs: number): boolean {
    this.refill(nowMs);
    return this.tokens >= count;
  }

  /**
   * Takes `count` tokens.
   * @returns false when there are fewer; then it takes none.
   */
  tryConsume(count: number, nowMs: number): boolean {
    if (!this.has(count, nowMs)) return false;
    this.tokens -= count;
    return true;
  }

  /**
   * Takes `count` tokens, on credit if needed.
   * @returns milliseconds until the debt is paid; 0 without one.
   */
  consume(count: number, nowMs: number): number {
    this.refill(nowMs);
    this.tokens -= count;
    return this.tokens >= 0 ? 0 : (-this.tokens / this.perSecond) * 1000;
  }

  /** Whether the bucket is full. */
  isFull(nowMs: number): boolean {
    this.refill(nowMs);
    return this.tokens === this.burst;
  }

  private refill(nowMs: number): void {
    const gained = ((nowMs - this.refilledAtMs) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + gained);
    this.refilledAtMs = nowMs;
  }
}
