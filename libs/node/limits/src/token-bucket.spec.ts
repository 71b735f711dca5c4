import * as fc from 'fast-check';
import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  it('gives the burst at once, then the steady rate', () => {
    const bucket = new TokenBucket(2, 3, 0);
    expect([1, 2, 3, 4].map(() => bucket.tryConsume(1, 0))).toEqual([true, true, true, false]);
    expect(bucket.tryConsume(1, 499)).toBe(false);
    expect(bucket.tryConsume(1, 500)).toBe(true);
    expect(bucket.tryConsume(1, 500)).toBe(false);
  });

  it('takes nothing when there are too few tokens', () => {
    const bucket = new TokenBucket(1, 3, 0);
    expect(bucket.tryConsume(4, 0)).toBe(false);
    expect(bucket.tryConsume(3, 0)).toBe(true);
  });

  it('returns how long a debt takes to pay', () => {
    const bucket = new TokenBucket(100, 10, 0);
    expect(bucket.consume(10, 0)).toBe(0);
    expect(bucket.consume(50, 0)).toBe(500);
    expect(bucket.consume(10, 400)).toBeCloseTo(200);
    expect(bucket.consume(0, 600)).toBe(0);
  });

  it('is full, and no fuller, when its debt is paid and its burst refilled', () => {
    const bucket = new TokenBucket(1, 5, 0);
    expect(bucket.isFull(0)).toBe(true);
    bucket.consume(6, 0);
    expect(bucket.isFull(5_999)).toBe(false);
    expect(bucket.isFull(6_000)).toBe(true);
    expect(bucket.tryConsume(6, 1_000_000)).toBe(false);
  });

  it('never gives more than the burst and the rate allow', () => {
    const steps = fc.array(fc.tuple(fc.nat(2_000), fc.nat(10)), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (asked) => {
        const bucket = new TokenBucket(4, 8, 0);
        let nowMs = 0;
        let given = 0;
        for (const [waitMs, count] of asked) {
          nowMs += waitMs;
          if (bucket.tryConsume(count, nowMs)) given += count;
          expect(given).toBeLessThanOrEqual(8 + (nowMs / 1_000) * 4 + 1e-6);
        }
      }),
    );
  });
});
