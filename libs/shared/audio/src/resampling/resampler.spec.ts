import { ErrorCode } from '@sealwave/kernel';
import { seededRandom, sine } from '@sealwave/testing';
import * as fc from 'fast-check';
import { levelOf } from '../pcm/level';
import { designPolyphaseFilter } from './polyphase-filter';
import { resample, Resampler } from './resampler';

/** Level of half a second of a tone after resampling relative to before, in dB; both ends are left out. */
function gainDb(frequencyHz: number, inputRate: number, outputRate = 8000): number {
  const tone = sine({
    frequencyHz,
    samplingRate: inputRate,
    sampleCount: inputRate / 2,
    amplitude: 0.5,
  });
  const output = resample(tone, inputRate, outputRate);
  const middle = output.subarray(outputRate / 8, (outputRate * 3) / 8);
  return levelOf(middle).rmsDbfs - levelOf(tone).rmsDbfs;
}

/** Largest difference of a resampled tone from the same tone made at the output rate. */
function worstError(frequencyHz: number, inputRate: number, outputRate: number): number {
  const tone = (samplingRate: number) =>
    sine({ frequencyHz, samplingRate, sampleCount: samplingRate, amplitude: 0.5 });
  const output = resample(tone(inputRate), inputRate, outputRate);
  const expected = tone(outputRate);
  let worst = 0;
  for (let i = Math.ceil(outputRate / 8); i < (outputRate * 7) / 8; i++) {
    worst = Math.max(worst, Math.abs(output[i] - expected[i]));
  }
  return worst;
}

function join(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

describe('Resampler', () => {
  describe.each([48_000, 44_100])('from %d Hz to 8 kHz', (rate) => {
    it.each([100, 300, 1000, 2000, 3000, 3200, 3400])(
      'passes %d Hz within 0.05 dB',
      (frequency) => {
        expect(Math.abs(gainDb(frequency, rate))).toBeLessThan(0.05);
      },
    );

    it.each([4200, 5000, 7000, 12_000, 20_000])(
      'suppresses %d Hz, which would fold back',
      (frequency) => {
        expect(gainDb(frequency, rate)).toBeLessThan(-80);
      },
    );
  });

  it.each([
    [8000, 48_000],
    [16_000, 48_000],
    [16_000, 8000],
    [11_025, 8000],
    [22_050, 8000],
    [24_000, 8000],
    [32_000, 8000],
    [96_000, 8000],
    [192_000, 8000],
    [384_000, 8000],
    [44_100, 48_000],
    [48_000, 44_100],
  ])('keeps the shape and the time of a tone from %d to %d Hz', (inputRate, outputRate) => {
    expect(worstError(1000, inputRate, outputRate)).toBeLessThan(1e-4);
  });

  it('stays as exact where the rates have no usable divisor and it interpolates phases', () => {
    expect(worstError(3000, 44_101, 8000)).toBeLessThan(1e-4);
    expect(worstError(3000, 8000, 47_999)).toBeLessThan(1e-4);
  });

  it('keeps its table small whatever the rates are', () => {
    for (const [up, down] of [
      [1, 6],
      [80, 441],
      [8000, 44_101],
      [47_999, 48_000],
      [8000, 383_999],
    ]) {
      expect(designPolyphaseFilter(up, down).coefficients.length).toBeLessThanOrEqual(520 * 320);
    }
  });

  it('rejects images when the rate goes up', () => {
    const output = resample(
      sine({ frequencyHz: 1000, samplingRate: 8000, sampleCount: 8000, amplitude: 0.5 }),
      8000,
      48_000,
    );
    // Without the tone, its images at 7, 9, 15 ... kHz remain.
    const tone = sine({
      frequencyHz: 1000,
      samplingRate: 48_000,
      sampleCount: 48_000,
      amplitude: 0.5,
    });
    const rest = output.map((sample, i) => sample - tone[i]).subarray(6000, 42_000);
    expect(levelOf(rest).rmsDbfs).toBeLessThan(-80);
  });

  it('keeps a constant signal constant', () => {
    const output = resample(new Float32Array(4410).fill(0.25), 44_100);
    for (const sample of output.subarray(100, 700)) expect(sample).toBeCloseTo(0.25, 5);
  });

  it('changes nothing where the rates are the same', () => {
    const random = seededRandom(3);
    const noise = Float32Array.from({ length: 1000 }, () => random() - 0.5);
    expect(resample(noise, 8000, 8000)).toEqual(noise);
  });

  it('keeps an impulse at its time', () => {
    const impulse = new Float32Array(48_000);
    impulse[24_000] = 1;
    const output = resample(impulse, 48_000);
    expect(output.indexOf(Math.max(...output))).toBe(4000);
  });

  it('returns the same samples, and their full number, however the input is cut', () => {
    const random = seededRandom(5);
    const noise = Float32Array.from({ length: 2000 }, () => random() - 0.5);
    const aRate = fc.oneof(
      fc.constantFrom(8000, 16_000, 44_100, 48_000, 96_000),
      fc.integer({ min: 8000, max: 64_000 }),
    );
    const sizes = fc.array(fc.oneof(fc.nat(40), fc.nat(2000)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(aRate, aRate, fc.nat(2000), sizes, (inputRate, outputRate, length, cuts) => {
        const input = noise.subarray(0, length);
        const whole = resample(input, inputRate, outputRate);
        expect(whole.length).toBe(Math.ceil((length * outputRate) / inputRate));
        const resampler = new Resampler(inputRate, outputRate);
        const parts: Float32Array[] = [];
        for (let at = 0, i = 0; at < length; i++) {
          const to = at + 1 + cuts[i % cuts.length];
          parts.push(resampler.push(input.subarray(at, to)));
          at = to;
        }
        parts.push(resampler.flush());
        expect(join(parts)).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('returns the same in blocks as in one long piece', () => {
    const random = seededRandom(6);
    const noise = Float32Array.from({ length: 100_000 }, () => random() - 0.5);
    const resampler = new Resampler(44_100);
    const blocks = [0, 50_000].map((at) => resampler.push(noise.subarray(at, at + 50_000)));
    expect(join([...blocks, resampler.flush()])).toEqual(resample(noise, 44_100));
  });

  it.each([
    [0, 8000],
    [-1, 8000],
    [44_100.5, 8000],
    [NaN, 8000],
    [48_000, 0],
    [48_000, Infinity],
  ])('refuses the rates %d and %d Hz', (inputRate, outputRate) => {
    const usage = expect.objectContaining({ code: ErrorCode.Usage });
    expect(() => new Resampler(inputRate, outputRate)).toThrow(usage);
  });

  it('refuses samples after the flush, and has none left', () => {
    const resampler = new Resampler(48_000);
    resampler.push(new Float32Array(100));
    expect(resampler.flush()).toHaveLength(17);
    expect(resampler.flush()).toHaveLength(0);
    expect(() => resampler.push(new Float32Array(1))).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });
});
