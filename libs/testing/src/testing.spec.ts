import { bestCorrelation, pcm8Wav, seededRandom, sine, snrDb } from './index';

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

describe('snrDb', () => {
  it('divides the energy of the signal by that of the difference', () => {
    const db = snrDb(Int16Array.of(100, -100, 100, -100), Int16Array.of(99, -100, 100, -100));
    expect(db).toBeCloseTo(10 * Math.log10(40_000), 9);
    expect(snrDb(Int16Array.of(5), Int16Array.of(5))).toBe(Infinity);
    expect(() => snrDb(new Int16Array(2), new Int16Array(3))).toThrow('different lengths');
  });
});

describe('pcm8Wav', () => {
  it('writes the 44 bytes that every player knows, and levels without a sign', () => {
    const header =
      'RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\x03\0\0\0';
    const wav = pcm8Wav(Int8Array.of(-128, 0, 127), 8000);
    expect(String.fromCharCode(...wav.subarray(0, 44))).toBe(header);
    expect([...wav.subarray(44)]).toEqual([0, 128, 255, 0]);
  });
});
