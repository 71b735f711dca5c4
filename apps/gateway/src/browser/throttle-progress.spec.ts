import { throttleProgress } from './throttle-progress';

describe('paced', () => {
  let nowMs = 1000;
  const clock = { now: () => nowMs };

  it('reports nothing of short work, and then four times a second', () => {
    const told: number[] = [];
    const report = throttleProgress(clock, (done) => told.push(done));
    for (let step = 0; step < 100; step++) {
      report(step / 100);
      nowMs += 10;
    }
    expect(told).toEqual([0.25, 0.5, 0.75]);
  });
});
