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
    expect(formatDecibels(41.25, 'dB')).toBe('41.3 dB');
  });
});
