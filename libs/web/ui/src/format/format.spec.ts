import * as fc from 'fast-check';
import { formatBytes } from './format-bytes';
import { formatDecibels } from './format-decibels';
import { formatDuration, formatExactDuration } from './format-duration';

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [65_000, '1:05'],
    [3_600_000, '60:00'],
  ])('writes %d ms as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it.each([
    [4660, '0:04.7'],
    [59_960, '1:00.0'],
  ])('writes a measurement of %d ms as %s', (durationMs, text) => {
    expect(formatExactDuration(durationMs)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [48_230, '48.2 kB'],
    [1_300_000, '1.3 MB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDecibels', () => {
  it('writes a minus sign, and silence as minus infinity', () => {
    expect(formatDecibels(-12.94, 'dBFS')).toBe('−12.9 dBFS');
    expect(formatDecibels(-Infinity, 'dBFS')).toBe('−∞ dBFS');
    expect(formatDecibels(-0.04, 'dBFS')).toBe('0.0 dBFS');
  });

  it.each([
    [39.96, '39.9 dB'],
    [40, '40.0 dB'],
    [64.1, '64.1 dB'],
    [-0.04, '−0.1 dB'],
  ])('rounds a ratio of %d dB down', (db, text) => {
    expect(formatDecibels(db, 'dB')).toBe(text);
  });

  it('never shows a ratio as higher than it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 120, noNaN: true }), (db) => {
        const shown = parseFloat(formatDecibels(db, 'dB'));
        expect(shown).toBeLessThanOrEqual(db);
        expect(shown).toBeGreaterThan(db - 0.1001);
      }),
    );
  });
});
