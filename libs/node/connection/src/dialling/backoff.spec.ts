import { backoffDelayMs } from './backoff';

describe('backoffDelayMs', () => {
  it.each([
    [1, 125, 250],
    [2, 250, 500],
    [4, 1_000, 2_000],
    [7, 2_000, 4_000],
    [1_000, 2_000, 4_000],
  ])('draws attempt %i from the upper half of its range', (attempt, min, max) => {
    const delays = Array.from({ length: 200 }, () => backoffDelayMs(attempt));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(min);
    expect(Math.max(...delays)).toBeLessThanOrEqual(max);
    expect(new Set(delays).size).toBeGreaterThan(10);
  });
});
