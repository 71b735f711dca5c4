import { setImmediate as nextTurn } from 'node:timers/promises';
import { Deliveries } from './deliveries';

const MEBIBYTE = 1024 * 1024;

describe('Deliveries', () => {
  it('TM-D14: makes copies no faster than there is room for them, in order', async () => {
    const deliveries = new Deliveries(10 * MEBIBYTE);
    const given: (() => void)[] = [];
    const all = Promise.all(
      Array.from({ length: 6 }, async () => given.push(await deliveries.room(4 * MEBIBYTE))),
    );
    for (let round = 0; round < 4; round++) {
      for (let turn = 0; turn < 10; turn++) await nextTurn();
      expect(given).toHaveLength(2 + round);
      given[round]();
    }
    await all;
  });

  it('has room for one that is larger than all, and for small ones always', async () => {
    const deliveries = new Deliveries(MEBIBYTE);
    const giveBack = await deliveries.room(50 * MEBIBYTE);
    (await deliveries.room(MEBIBYTE / 4 - 1))();
    const next = deliveries.room(2 * MEBIBYTE);
    giveBack();
    (await next)();
  });

  it('does not wait for ever for one that takes in nothing', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const deliveries = new Deliveries(MEBIBYTE);
    await deliveries.room(2 * MEBIBYTE);
    const next = deliveries.room(2 * MEBIBYTE);
    await nextTurn();
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    (await next)();
  });
});
