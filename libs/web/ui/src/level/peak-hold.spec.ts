import { PeakHold } from './peak-hold';

describe('PeakHold', () => {
  it('starts at minus infinity', () => {
    expect(new PeakHold().at(0)).toBe(-Infinity);
  });

  it('keeps the highest peak for a second and a half, then lets it fall by 20 dB a second', () => {
    const peak = new PeakHold();
    peak.push(-6, 1000);
    peak.push(-30, 1016);
    expect(peak.at(2500)).toBe(-6);
    expect(peak.at(3000)).toBeCloseTo(-16);
  });

  it('rises at once, and falls no lower than the current level', () => {
    const peak = new PeakHold();
    peak.push(-20, 0);
    peak.push(-3, 16);
    expect(peak.at(16)).toBe(-3);
    for (let timeMs = 32; timeMs < 5000; timeMs += 16) peak.push(-12, timeMs);
    expect(peak.at(5000)).toBe(-12);
  });
});
