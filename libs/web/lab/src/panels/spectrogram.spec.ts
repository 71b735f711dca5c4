import { sine } from '@sealwave/testing';
import { type Spectrogram, spectrogramOf } from './spectrogram';

const tone = (frequencyHz: number, amplitude: number): Float32Array =>
  sine({ frequencyHz, amplitude, samplingRate: 8000, sampleCount: 8000 });

/** Strengths at one time, low frequencies first. */
const column = ({ rows, strengths }: Spectrogram, at: number): readonly number[] =>
  Array.from(strengths.subarray(at * rows, (at + 1) * rows));

describe('spectrogramOf', () => {
  it('shows a tone in the row of its frequency, at all times', () => {
    const spectrogram = spectrogramOf(tone(1000, 0.5), 50);
    expect(spectrogram.columns).toBe(50);
    expect(spectrogram.strongest).toBe(1000 / 8000);
    for (let at = 0; at < 50; at++) {
      const strengths = column(spectrogram, at);
      expect(strengths.indexOf(Math.max(...strengths))).toBe(32);
    }
  });

  it('is strongest for a full-scale sine, and falls with its level', () => {
    const strengthAt = (amplitude: number) =>
      column(spectrogramOf(tone(1000, amplitude), 9), 4)[32];
    expect(strengthAt(1)).toBe(255);
    expect(strengthAt(0.1)).toBe(Math.round(255 * (1 - 20 / 110)));
    expect(strengthAt(0.001)).toBe(Math.round(255 * (1 - 60 / 110)));
  });

  it('shows when a tone begins', () => {
    const samples = new Float32Array(8000);
    samples.set(tone(1000, 0.5).subarray(4000), 4000);
    const spectrogram = spectrogramOf(samples, 10);
    expect(column(spectrogram, 2).every((strength) => strength === 0)).toBe(true);
    expect(column(spectrogram, 7)[32]).toBeGreaterThan(200);
  });

  it.each([0, 1, 100, 8000])('shows nothing for %i samples of silence', (length) => {
    const { strengths, strongest, columns } = spectrogramOf(new Float32Array(length), 50);
    expect(columns).toBeGreaterThan(0);
    expect(strongest).toBeNull();
    expect(strengths.every((strength) => strength === 0)).toBe(true);
  });

  it('has no more columns than a short sound has windows', () => {
    expect(spectrogramOf(tone(1000, 1).subarray(0, 640), 480).columns).toBe(10);
  });
});
