import * as fc from 'fast-check';
import { amplify, fromInt16, toInt16 } from './int16';

const round = (...samples: number[]) => [...toInt16(Float32Array.from(samples))];

describe('toInt16', () => {
  it('undoes fromInt16 for every sample', () => {
    const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    expect(toInt16(fromInt16(all))).toEqual(all);
  });

  it('rounds to the nearest, one half up', () => {
    expect(round(1.5 / 32_768, 1.4 / 32_768, -1.5 / 32_768, -1.6 / 32_768)).toEqual([2, 1, -1, -2]);
  });

  it('saturates instead of changing the sign', () => {
    expect(round(1, 1.7, Infinity)).toEqual([32_767, 32_767, 32_767]);
    expect(round(-1, -1.7, -Infinity)).toEqual([-32_768, -32_768, -32_768]);
  });

  it('turns NaN into silence', () => {
    expect(round(NaN)).toEqual([0]);
  });

  it('is never further off than half a step within full scale', () => {
    fc.assert(
      fc.property(fc.float({ min: -1, max: Math.fround(0.9999), noNaN: true }), (sample) => {
        expect(Math.abs(round(sample)[0] / 32_768 - sample)).toBeLessThanOrEqual(0.5 / 32_768);
      }),
    );
  });
});

describe('amplify', () => {
  const samples = Int16Array.of(-20_000, -1, 0, 3, 20_000);

  it('multiplies by the gain, and rounds and saturates the result', () => {
    expect([...amplify(samples, -20)]).toEqual([-2000, 0, 0, 0, 2000]);
    expect([...amplify(samples, 20)]).toEqual([-32_768, -10, 0, 30, 32_767]);
  });

  it('changes nothing at 0 dB', () => {
    expect(amplify(samples, 0)).toEqual(samples);
  });
});
