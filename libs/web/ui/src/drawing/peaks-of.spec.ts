import * as fc from 'fast-check';
import { peaksOf } from './peaks-of';

const samples = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), {
  minLength: 1,
  maxLength: 400,
});
const columns = fc.integer({ min: 1, max: 120 });

describe('peaksOf', () => {
  it('keeps the strongest sample of each part, of either sign', () => {
    expect([...peaksOf(Float32Array.of(0.25, -0.75, 0.5, 0), 2)]).toEqual([0.75, 0.5]);
  });

  it('draws few samples wider instead of leaving gaps', () => {
    expect([...peaksOf(Float32Array.of(0.5, 1), 4)]).toEqual([0.5, 0.5, 1, 1]);
  });

  it('is flat without samples', () => {
    expect([...peaksOf(new Float32Array(0), 3)]).toEqual([0, 0, 0]);
  });

  it('never loses the loudest moment, and never exceeds full scale', () => {
    fc.assert(
      fc.property(samples, columns, (values, count) => {
        const loudest = Math.max(...values.map(Math.abs));
        const peaks = peaksOf(Float32Array.from(values), count);
        expect(peaks).toHaveLength(count);
        expect(Math.max(...peaks)).toBeCloseTo(Math.min(1, loudest), 6);
      }),
    );
  });

  it('reduces a picture without making it quieter', () => {
    fc.assert(
      fc.property(samples, columns, (values, count) => {
        const fine = peaksOf(Float32Array.from(values), 4 * count);
        const coarse = peaksOf(fine, count);
        expect(Math.max(...coarse)).toBe(Math.max(...fine));
      }),
    );
  });
});
