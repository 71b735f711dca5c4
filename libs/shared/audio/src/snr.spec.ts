import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { meetsSnr, SnrMeter } from './snr';

const measure = (original: Int16Array, decoded: Int16Array) => {
  const meter = new SnrMeter();
  meter.add(original, decoded);
  return meter.snr;
};

describe('SnrMeter', () => {
  it('divides the energy of the signal by that of the difference', () => {
    const snr = measure(Int16Array.of(100, -100, 100, -100), Int16Array.of(99, -100, 100, -100));
    expect(snr).toEqual({ kind: 'measured', db: 10 * Math.log10(40_000) });
  });

  it('tells silence from a signal that nothing was lost of', () => {
    expect(measure(new Int16Array(5), new Int16Array(5))).toEqual({ kind: 'silence' });
    expect(measure(new Int16Array(0), new Int16Array(0))).toEqual({ kind: 'silence' });
    expect(measure(Int16Array.of(0, 1), Int16Array.of(0, 1))).toEqual({ kind: 'lossless' });
  });

  it('gives the same figure whole and in slices of any size', () => {
    const pair = fc.tuple(
      fc.integer({ min: -32_768, max: 32_767 }),
      fc.integer({ min: -32_768, max: 32_767 }),
    );
    fc.assert(
      fc.property(fc.array(pair), fc.array(fc.nat(20), { minLength: 1 }), (pairs, sizes) => {
        const original = Int16Array.from(pairs, ([x]) => x);
        const decoded = Int16Array.from(pairs, ([, y]) => y);
        const meter = new SnrMeter();
        for (let at = 0, i = 0; at < pairs.length; i++) {
          const to = at + 1 + sizes[i % sizes.length];
          meter.add(original.subarray(at, to), decoded.subarray(at, to));
          at = to;
        }
        expect(meter.snr).toEqual(measure(original, decoded));
      }),
    );
  });

  it('counts energies exactly where a double no longer could', () => {
    const meter = new SnrMeter();
    const loud = new Int16Array(1 << 20).fill(-32_768);
    for (let i = 0; i < 16; i++) meter.add(loud, loud);
    expect(meter.snr.kind).toBe('lossless');
    // 2^54 of signal; one difference of 1 still counts as noise.
    meter.add(Int16Array.of(1), Int16Array.of(0));
    expect(meter.snr).toEqual({ kind: 'measured', db: 10 * Math.log10(2 ** 54) });
  });

  it('refuses slices of different lengths', () => {
    expect(() => measure(new Int16Array(2), new Int16Array(3))).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });
});

describe('meetsSnr', () => {
  it('compares a measured figure, the limit included', () => {
    expect(meetsSnr({ kind: 'measured', db: 40 }, 40)).toBe(true);
    expect(meetsSnr({ kind: 'measured', db: 39.999 }, 40)).toBe(false);
  });

  it('is met where nothing was lost', () => {
    expect(meetsSnr({ kind: 'silence' }, 40)).toBe(true);
    expect(meetsSnr({ kind: 'lossless' }, 40)).toBe(true);
  });
});
