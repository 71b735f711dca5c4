import { Deliveries } from './deliveries';

const MEBIBYTE = 1024 * 1024;

describe('Deliveries', () => {
  it('TM-D14: makes copies no faster than there is room for them, in order', async () => {
    const deliveries = new Deliveries(10 * MEBIBYTE);
    const done: number[] = [];
    let atOnce = 0;
    let most = 0;
    const deliver = async (number: number) => {
      const giveBack = await deliveries.room(4 * MEBIBYTE);
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      done.push(number);
      atOnce--;
      giveBack();
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => deliver(i)));
    expect(most).toBe(2);
    expect(done).toHaveLength(20);
  });

  it('has room for one that is larger than all, and for small ones always', async () => {
    const deliveries = new Deliveries(MEBIBYTE);
    const giveBack = await deliveries.room(50 * MEBIBYTE);
    (await deliveries.room(MEBIBYTE - 1))();
    const next = deliveries.room(2 * MEBIBYTE);
    giveBack();
    (await next)();
  });

  it('does not wait for ever for one that takes in nothing', async () => {
    jest.useFakeTimers();
    const deliveries = new Deliveries(MEBIBYTE);
    await deliveries.room(2 * MEBIBYTE);
    const next = deliveries.room(2 * MEBIBYTE);
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    (await next)();
  });
});
