import { LogThrottle } from './log-throttle';

/** How many of `count` lines of `kind` are written at `nowMs`. */
function written(throttle: LogThrottle, kind: string, count: number, nowMs = 0): number {
  return Array.from({ length: count }, () => throttle.admits(kind, nowMs)).filter(Boolean).length;
}

describe('TM-D7: LogThrottle', () => {
  it('writes the first lines of a kind, then some every second, and counts the others', () => {
    const throttle = new LogThrottle(0);
    expect(written(throttle, 'refused', 1_000)).toBe(100);
    expect(written(throttle, 'refused', 1_000, 1_000)).toBe(5);
    expect(throttle.takeSuppressed()).toEqual([['refused', 900 + 995]]);
    expect(throttle.takeSuppressed()).toEqual([]);
  });

  it('writes rare lines while another kind floods', () => {
    const throttle = new LogThrottle(0);
    for (let second = 0; second < 100; second++) {
      written(throttle, 'flood', 10_000, 1_000 * second);
      expect(throttle.admits('rare', 1_000 * second)).toBe(true);
    }
  });

  it('limits the lines and the memory of any number of kinds', () => {
    const throttle = new LogThrottle(0);
    let count = 0;
    for (let kind = 0; kind < 10_000; kind++) if (throttle.admits(`kind ${kind}`, 0)) count++;
    expect(count).toBe(256 + 100);
    expect(throttle.takeSuppressed()).toEqual([['other', 10_000 - 256 - 100]]);
  });

  it('limits the lines of all kinds together', () => {
    const throttle = new LogThrottle(0);
    let count = 0;
    for (let kind = 0; kind < 100; kind++) count += written(throttle, `kind ${kind}`, 100);
    expect(count).toBe(1_000);
  });
});
