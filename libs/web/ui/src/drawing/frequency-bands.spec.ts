import * as fc from 'fast-check';
import { bandStrength, frequencyBands } from './frequency-bands';

const BIN_HZ = 48_000 / 2048;

describe('frequencyBands', () => {
  it("cover a telephone's band from low to high, without a gap wider than a bin", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (count) => {
        const bands = frequencyBands(count, BIN_HZ);
        expect(bands).toHaveLength(count);
        expect(bands[0].first * BIN_HZ).toBeCloseTo(90, -2);
        expect(bands[count - 1].last * BIN_HZ).toBeLessThanOrEqual(4000);
        bands.forEach((band, index) => {
          expect(band.last).toBeGreaterThanOrEqual(band.first);
          if (index > 0) expect(band.first - bands[index - 1].last).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});

describe('bandStrength', () => {
  const magnitudes = Uint8Array.of(0, 51, 255, 102, 0);

  it('is the strongest bin of the band, from 0 to 1', () => {
    expect(bandStrength(magnitudes, { first: 0, last: 1 })).toBeCloseTo(0.2);
    expect(bandStrength(magnitudes, { first: 1, last: 3 })).toBe(1);
  });

  it('is 0 above the highest bin', () => {
    expect(bandStrength(magnitudes, { first: 5, last: 9 })).toBe(0);
  });
});
