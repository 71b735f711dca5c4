import { FrameWatch } from './frame-watch';

describe('FrameWatch', () => {
  let stalls: number;
  let watch: FrameWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    stalls = 0;
    watch = new FrameWatch({ frameMs: 1_000, minProgressBytes: 100 }, () => stalls++);
  });

  afterEach(() => jest.useRealTimers());

  it('reports a frame that does not progress', () => {
    watch.grew(99);
    jest.advanceTimersByTime(999);
    expect(stalls).toBe(0);
    jest.advanceTimersByTime(1);
    expect(stalls).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('extends the time of a frame that grows, until it stops growing', () => {
    for (let period = 0; period < 5; period++) {
      watch.grew(60);
      jest.advanceTimersByTime(500);
      watch.grew(60);
      jest.advanceTimersByTime(500);
    }
    expect(stalls).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(stalls).toBe(1);
  });

  it('starts again after a complete frame', () => {
    watch.grew(1);
    jest.advanceTimersByTime(900);
    watch.stop();
    watch.grew(1);
    jest.advanceTimersByTime(900);
    expect(stalls).toBe(0);
    watch.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
