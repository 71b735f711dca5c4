import { SmoothedLevel } from './smoothed-level';

describe('SmoothedLevel', () => {
  it('starts at the first level', () => {
    const level = new SmoothedLevel();
    expect(level.dbfs).toBe(-Infinity);
    level.push(-20, 1000);
    expect(level.dbfs).toBeCloseTo(-20);
  });

  it('stays at a steady level', () => {
    const level = new SmoothedLevel();
    for (let frame = 0; frame < 100; frame++) level.push(-32, frame * 16);
    expect(level.dbfs).toBeCloseTo(-32);
  });

  it('falls by 4.3 dB in 300 ms of silence, whatever the frame rate', () => {
    for (const frameMs of [5, 16.7, 100, 300]) {
      const level = new SmoothedLevel();
      for (let timeMs = 0; timeMs < 1; timeMs += frameMs) level.push(-10, 0);
      for (let timeMs = frameMs; timeMs < 300; timeMs += frameMs) level.push(-Infinity, timeMs);
      level.push(-Infinity, 300);
      expect(level.dbfs).toBeCloseTo(-14.34, 1);
    }
  });
});
