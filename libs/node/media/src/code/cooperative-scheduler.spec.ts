import { setImmediate } from 'node:timers/promises';
import { CooperativeScheduler } from './cooperative-scheduler';

/** Keeps the processor busy, as decoding does. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('CooperativeScheduler', () => {
  it('lets other work run when a turn has lasted long enough', async () => {
    const turns = new CooperativeScheduler();
    let rounds = 0;
    let done = false;
    const others = (async () => {
      for (; !done; rounds++) await setImmediate();
    })();
    for (let i = 0; i < 20; i++) {
      work(5);
      await turns.yieldIfDue();
    }
    done = true;
    await others;
    expect(rounds).toBeGreaterThanOrEqual(10);
  });

  it('gives each round of the event loop to one job only', async () => {
    const turns = new CooperativeScheduler();
    let round = 0;
    let done = false;
    const others = (async () => {
      for (; !done; round++) await setImmediate();
    })();
    const roundsOfTurns: number[] = [];
    const job = async () => {
      for (let i = 0; i < 5; i++) {
        work(10);
        await turns.yieldIfDue();
        roundsOfTurns.push(round);
      }
    };
    await Promise.all([job(), job(), job()]);
    done = true;
    await others;
    expect(new Set(roundsOfTurns).size).toBe(roundsOfTurns.length);
  });
});
