import { setImmediate as nextTurn } from 'node:timers/promises';
import { Deliveries, type Listener } from './deliveries';

const MEBIBYTE = 1024 * 1024;
const LIMITS = { maxBytes: 10 * MEBIBYTE, maxStuckBytes: 20 * MEBIBYTE };

class Reader implements Listener {
  takenBytes = 0;
  isCut = false;
  cut = (): void => void (this.isCut = true);
}

describe('Deliveries', () => {
  let deliveries: Deliveries;
  let taken: string[];
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    deliveries = new Deliveries(LIMITS);
    taken = [];
  });
  afterEach(() => jest.useRealTimers());

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
  };
  /** Hands a copy to somebody, and notes when. */
  const hand = async (name: string, mebibytes: number, to = new Reader()): Promise<() => void> => {
    const giveBack = await deliveries.room(mebibytes * MEBIBYTE, to);
    taken.push(name);
    return giveBack;
  };

  it('TM-D14: makes copies no faster than there is room for them, in order', async () => {
    const given = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => hand(name, 4));
    for (let round = 0; round < 4; round++) {
      await settle();
      expect(taken).toHaveLength(2 + round);
      (await given[round])();
    }
    expect(taken.join('')).toBe('abcde');
    await settle();
    expect(taken.join('')).toBe('abcdef');
  });

  it('makes one copy in each turn of the event loop', async () => {
    const given = ['a', 'b'].map((name) => hand(name, 4));
    const turns: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      await nextTurn();
      turns.push(taken.length);
    }
    expect(turns).toContain(1);
    await Promise.all(given);
  });

  it('admits a copy larger than the limit alone, and small ones always', async () => {
    const giveBack = await hand('large', 50);
    (await hand('small', 0.2))();
    const next = hand('next', 2);
    giveBack();
    (await next)();
  });

  it('TM-D14: does not let those who take in nothing hold up those who do', async () => {
    await hand('deaf', 10);
    const reader = new Reader();
    const next = hand('reading', 4, reader);
    await settle();
    await jest.advanceTimersByTimeAsync(1_000);
    await settle();
    expect(taken).toEqual(['deaf', 'reading']);
    (await next)();
  });

  it('keeps the memory of a slow receiver reserved until it has read everything', async () => {
    const reader = new Reader();
    await hand('slow', 10, reader);
    hand('next', 4).catch(String);
    for (let looks = 0; looks < 8; looks++) {
      reader.takenBytes += 2 * MEBIBYTE;
      await jest.advanceTimersByTimeAsync(250);
      await settle();
    }
    expect(taken).toEqual(['slow']);
  });

  it('keeps the copies of a reader on a line of a megabit, which takes in lumps', async () => {
    const reader = new Reader();
    await hand('slow', 10, reader);
    hand('next', 4).catch(String);
    for (let looks = 0; looks < 40; looks++) {
      if (looks % 4 === 0) reader.takenBytes += 125_000;
      await jest.advanceTimersByTimeAsync(250);
      await settle();
    }
    expect(taken).toEqual(['slow']);
  });

  it('TM-D14: cuts off who has taken in the least once too much stands still', async () => {
    const readers = Array.from({ length: 5 }, () => new Reader());
    const given = readers.map((reader, i) => hand(`${i}`, 9, reader));
    for (let looks = 0; looks < 20; looks++) {
      await settle();
      readers[0].takenBytes += 1_000;
      await jest.advanceTimersByTimeAsync(250);
    }
    expect(taken).toHaveLength(5);
    expect(readers.map(({ isCut }) => isCut)).toEqual([false, true, true, false, false]);
    for (const giveBack of await Promise.all(given)) giveBack();
  });
});
