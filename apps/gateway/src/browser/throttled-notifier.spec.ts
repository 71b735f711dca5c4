import { setImmediate as nextTurn } from 'node:timers/promises';
import { ThrottledNotifier } from './throttled-notifier';

describe('ThrottledNotifier', () => {
  it('reports a change at once, and many following ones with one more notification', async () => {
    const told = jest.fn();
    const notice = new ThrottledNotifier(async () => undefined, told, fail);
    notice.markDirty();
    await nextTurn();
    expect(told).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 1_000; i++) notice.markDirty();
    while (told.mock.calls.length < 2) await nextTurn();
    expect(told).toHaveBeenCalledTimes(2);
    notice.markDirty();
    while (told.mock.calls.length < 3) await nextTurn();
  });

  it('waits for a receiver that does not read, and then sends the latest state', async () => {
    let listen = (): void => undefined;
    let state = 0;
    const told: number[] = [];
    const notice = new ThrottledNotifier(
      () => new Promise((resolve) => (listen = resolve)),
      () => told.push(state),
      fail,
    );
    for (state = 1; state < 100; state++) notice.markDirty();
    await nextTurn();
    expect(told).toEqual([]);
    listen();
    await nextTurn();
    expect(told).toEqual([100]);
  });

  it('TM-D6: says why nobody could be told, and tells of the next change', async () => {
    const told = jest.fn();
    let refuse = true;
    const reasons: unknown[] = [];
    const notice = new ThrottledNotifier(
      async () => undefined,
      () => {
        if (refuse) throw new Error('nobody is there');
        told();
      },
      (reason) => reasons.push(reason),
    );
    notice.markDirty();
    while (reasons.length === 0) await nextTurn();
    expect(reasons).toEqual([new Error('nobody is there')]);
    refuse = false;
    notice.markDirty();
    await nextTurn();
    expect(told).toHaveBeenCalledTimes(1);
  });
});

function fail(reason: unknown): void {
  throw reason;
}
