import * as fc from 'fast-check';
import { backoffMs } from './backoff';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('backoffMs', () => {
  it('doubles from one second up to eight', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, 0))).toEqual([
      1000, 2000, 4000, 8000, 8000, 8000,
    ]);
  });

  it('subtracts at most half at random', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), chance, (failures, random) => {
        const longestMs = backoffMs(failures, 0);
        expect(backoffMs(failures, random)).toBeLessThanOrEqual(longestMs);
        expect(backoffMs(failures, random)).toBeGreaterThanOrEqual(longestMs / 2);
      }),
    );
  });
});
