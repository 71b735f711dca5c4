import * as fc from 'fast-check';
import { DecibelHistogram } from './decibel-histogram';

function histogramOf(values: readonly number[]): DecibelHistogram {
  const histogram = new DecibelHistogram(120);
  values.forEach((value) => histogram.add(value));
  return histogram;
}

describe('DecibelHistogram', () => {
  it('gives the values of sorted data, rounded down to 0.01 dB', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, share, (hundredths, quantile) => {
        const sorted = [...hundredths].sort((a, b) => a - b);
        const rank = Math.max(1, Math.ceil(quantile * sorted.length));
        const histogram = histogramOf(hundredths.map((value) => (value + 0.5) / 100));
        const expected = Math.min(sorted[rank - 1] / 100, 120);
        expect(histogram.quantile(quantile)).toBe(expected);
      }),
    );
  });

  it('returns the first of a hundred values as the 1st percentile, and the second of 101', () => {
    const upTo = (count: number) => histogramOf(Array.from({ length: count }, (_, i) => i + 1));
    expect(upTo(100).quantile(0.01)).toBe(1);
    expect(upTo(101).quantile(0.01)).toBe(2);
  });

  it('counts values beyond its range as its ends', () => {
    expect(histogramOf([-5]).quantile(0)).toBe(0);
    expect(histogramOf([Infinity]).quantile(0)).toBe(120);
  });

  it('returns the highest value when it is empty', () => {
    expect(histogramOf([]).quantile(0.01)).toBe(120);
  });
});
