/**
 * Allows a steady rate and a burst on top: a full bucket holds `burst` tokens and refills at
 * `perSecond`. Pure: the caller says what time it is.
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

  /** Whether `count` tokens are there. */
  has(count: number, nowMs: number): boolean {
    this.refill(nowMs);
    return this.tokens >= count;
  }

  /** Takes `count` tokens if they are there; false, and nothing taken, when they are not. */
  tryTake(count: number, nowMs: number): boolean {
    if (!this.has(count, nowMs)) return false;
    this.tokens -= count;
    return true;
  }

  /**
   * Takes `count` tokens, on credit if need be.
   * @returns milliseconds until the debt is paid; 0 when there is none.
   */
  take(count: number, nowMs: number): number {
    this.refill(nowMs);
    this.tokens -= count;
    return this.tokens >= 0 ? 0 : (-this.tokens / this.perSecond) * 1000;
  }

  /** True when as much may be taken as at the start. */
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
