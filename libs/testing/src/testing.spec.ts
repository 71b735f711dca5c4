import { bestCorrelation, seededRandom, sine } from './index';

describe('seededRandom', () => {
  it('repeats its sequence for the same seed only', () => {
    const draw = (seed: number) => Array.from({ length: 8 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it.each([0, 1, 0x5bd1e995])('is spread over [0, 1) for seed %d', (seed) => {
    const random = seededRandom(seed);
    const values = Array.from({ length: 10_000 }, random);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value) / values.length).toBeCloseTo(0.5, 1);
  });
});

describe('sine', () => {
  it('goes through zero, its peak, zero and its trough', () => {
    const wave = sine({ frequencyHz: 1, samplingRate: 4, sampleCount: 4, amplitude: 0.5 });
    [0, 0.5, 0, -0.5].forEach((value, i) => expect(wave[i]).toBeCloseTo(value, 6));
  });
});

describe('bestCorrelation', () => {
  const random = seededRandom(7);
  const reference = Float32Array.from({ length: 500 }, () => random() - 0.5);

  it('finds a delayed and attenuated copy', () => {
    const signal = new Float32Array(700);
    signal.set(
      reference.map((sample) => sample / 10),
      120,
    );
    const { coefficient, lag } = bestCorrelation(reference, signal, 200);
    expect(lag).toBe(120);
    expect(coefficient).toBeCloseTo(1, 5);
  });

  it('is low for unrelated signals, and zero for silence', () => {
    const other = Float32Array.from({ length: 700 }, () => random() - 0.5);
    expect(bestCorrelation(reference, other, 200).coefficient).toBeLessThan(0.25);
    expect(bestCorrelation(reference, new Float32Array(700), 200).coefficient).toBe(0);
  });
});
