import { sine } from '@sealwave/testing';
import { intensityOf, levelOf, toDbfs } from './level';

describe('levelOf', () => {
  it('puts a full-scale square wave at 0 dBFS', () => {
    expect(levelOf(Float32Array.of(1, -1, 1, -1))).toEqual({ rmsDbfs: 0, peakDbfs: 0 });
  });

  it('finds a full-scale sine 3.01 dB below its peak', () => {
    const { rmsDbfs, peakDbfs } = levelOf(
      sine({ frequencyHz: 1000, samplingRate: 8000, sampleCount: 8000 }),
    );
    expect(rmsDbfs).toBeCloseTo(-3.01, 2);
    expect(peakDbfs).toBeCloseTo(0, 2);
  });

  it('returns minus infinity for silence and for no samples', () => {
    const silence = { rmsDbfs: -Infinity, peakDbfs: -Infinity };
    expect(levelOf(new Float32Array(8))).toEqual(silence);
    expect(levelOf(new Float32Array(0))).toEqual(silence);
  });

  it('measures the peak of either sign', () => {
    expect(levelOf(Float32Array.of(0.1, -0.5)).peakDbfs).toBeCloseTo(-6.02, 2);
  });
});

describe('toDbfs', () => {
  it('has the value 1 as its reference', () => {
    expect([toDbfs(1), toDbfs(10), toDbfs(0)]).toEqual([0, 20, -Infinity]);
  });
});

describe('intensityOf', () => {
  it.each([
    [-Infinity, 'Silent'],
    [-50.001, 'Silent'],
    [-50, 'Quiet'],
    [-35.001, 'Quiet'],
    [-35, 'Normal'],
    [-20.001, 'Normal'],
    [-20, 'Loud'],
    [-9.001, 'Loud'],
    [-9, 'SHOUTING'],
    [3, 'SHOUTING'],
  ])('calls %d dBFS %s', (rmsDbfs, word) => {
    expect(intensityOf(rmsDbfs)).toBe(word);
  });
});
