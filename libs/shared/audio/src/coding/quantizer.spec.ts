import { ErrorCode } from '@sealwave/kernel';
import { seededRandom, sine, snrDb } from '@sealwave/testing';
import * as fc from 'fast-check';
import { toInt16 } from '../pcm/int16';
import { encodePcm8, Quantizer } from './quantizer';

const everySample = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
const BITS = Array.from({ length: 16 }, (_, i) => i + 1);

/** SNR in dB of `samples` after a quantiser of `bits`. */
function quantizedSnrDb(samples: Int16Array, bits: number): number {
  const quantizer = new Quantizer(bits);
  return snrDb(samples, quantizer.dequantize(quantizer.quantize(samples)));
}

/** A frequency that shares no period with the sampling rate, so that the error spreads evenly. */
const tone = (amplitude: number) =>
  toInt16(sine({ frequencyHz: 997.13, samplingRate: 8000, sampleCount: 80_000, amplitude }));

describe('Quantizer', () => {
  it.each(BITS)('has exactly 2^%d levels', (bits) => {
    const levels = new Quantizer(bits).quantize(everySample);
    expect(new Set(levels).size).toBe(2 ** bits);
    expect([levels[0], levels[65_535]]).toEqual([-(2 ** (bits - 1)), 2 ** (bits - 1) - 1]);
  });

  it.each(BITS)('errs by at most half a step with %d bits, except where it clamps', (bits) => {
    const quantizer = new Quantizer(bits);
    const decoded = quantizer.dequantize(quantizer.quantize(everySample));
    const step = quantizer.step * 32_768;
    const clampedFrom = 32_768 - 1.5 * step;
    let worst = 0;
    let worstClamped = 0;
    everySample.forEach((sample, i) => {
      const error = Math.abs(sample - decoded[i]);
      if (sample < clampedFrom) worst = Math.max(worst, error);
      else worstClamped = Math.max(worstClamped, error);
    });
    expect(worst).toBeLessThanOrEqual(step / 2);
    expect(worstClamped).toBeLessThan(Math.max(step, 1));
  });

  it('rounds one half up, on both sides of zero', () => {
    const quantizer = new Quantizer(8);
    const samples = Int16Array.of(127, 128, 383, 384, -128, -129, -384, -385);
    expect([...quantizer.quantize(samples)]).toEqual([0, 1, 1, 2, 0, -1, -1, -2]);
  });

  it('clamps the top instead of turning it into a full negative click', () => {
    const quantizer = new Quantizer(8);
    const levels = quantizer.quantize(Int16Array.of(32_767, 32_640, 32_639, -32_768));
    expect([...levels]).toEqual([127, 127, 127, -128]);
    expect([...quantizer.dequantize(levels)]).toEqual([32_512, 32_512, 32_512, -32_768]);
  });

  it('loses nothing with 16 bits', () => {
    expect(new Quantizer(16).quantize(everySample)).toEqual(everySample);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.int16Array(), (bits, samples) => {
        const quantizer = new Quantizer(bits);
        const once = quantizer.dequantize(quantizer.quantize(samples));
        expect(quantizer.dequantize(quantizer.quantize(once))).toEqual(once);
      }),
    );
  });

  it.each([0, 17, 7.5, NaN, -1])('refuses levels of %d bits', (bits) => {
    expect(() => new Quantizer(bits)).toThrow(expect.objectContaining({ code: ErrorCode.Usage }));
  });
});

describe('the SNR of the quantiser', () => {
  // A sine has a power of amplitude^2 / 2; the error is spread evenly over one step: step^2 / 12.
  it.each([6, 7, 8, 9, 10, 12].flatMap((bits) => [0.96, 0.5, 0.319].map((a) => [bits, a])))(
    'is within 0.5 dB of theory for a sine, with %d bits at amplitude %d',
    (bits, amplitude) => {
      const noise = new Quantizer(bits).step ** 2 / 12;
      const theory = 10 * Math.log10(amplitude ** 2 / 2 / noise);
      expect(Math.abs(quantizedSnrDb(tone(amplitude), bits) - theory)).toBeLessThan(0.5);
    },
  );

  it.each([2, 3, 4, 5, 8, 10])(
    'is within 0.5 dB of theory for even noise, with %d bits',
    (bits) => {
      const random = seededRandom(bits);
      const range = 1 - new Quantizer(bits).step / 2; // up to where the top level begins to clamp
      const noise = Int16Array.from({ length: 80_000 }, () => (random() * 2 - 1) * range * 32_768);
      const theory = 10 * Math.log10(range ** 2 / 3 / (new Quantizer(bits).step ** 2 / 12));
      expect(Math.abs(quantizedSnrDb(noise, bits) - theory)).toBeLessThan(0.5);
    },
  );

  it.each([
    [0.996, 49.9],
    [0.8, 48],
    [0.5, 43.9],
    [0.319, 40],
    [0.2, 35.9],
    [0.05, 23.9],
  ])('gives a sine of amplitude %d, with 8 bits, an SNR of %d dB', (amplitude, expectedDb) => {
    expect(Math.abs(quantizedSnrDb(tone(amplitude), 8) - expectedDb)).toBeLessThan(0.5);
  });

  it('loses less than 1 dB to clamping for a sine of full scale', () => {
    expect(quantizedSnrDb(tone(1), 8)).toBeGreaterThan(48.9);
    expect(quantizedSnrDb(tone(1), 8)).toBeLessThan(49.9);
  });

  it('reaches 40 dB in 8 bits only with enough level', () => {
    expect(quantizedSnrDb(tone(0.33), 8)).toBeGreaterThan(40);
    expect(quantizedSnrDb(tone(0.3), 8)).toBeLessThan(40);
  });
});

describe('pcm8', () => {
  it('is the quantiser with 8 bits, one signed byte per sample', () => {
    const quantizer = new Quantizer(8);
    const levels = encodePcm8(everySample);
    expect(levels).toBeInstanceOf(Int8Array);
    expect([...levels]).toEqual([...quantizer.quantize(everySample)]);
  });
});
