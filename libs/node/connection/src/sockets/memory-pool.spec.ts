import { getEventListeners } from 'node:events';
import { type MemoryHolder, MemoryPool } from './memory-pool';

const CHECK_MS = 1_000;
const LIMIT = 1_000_000;

class Holder implements MemoryHolder {
  progressBytes = 0;
  gave: number | null = null;
  giveWay = (heldBytes: number): void => void (this.gave = heldBytes);
}

describe('MemoryPool', () => {
  let pool: MemoryPool;
  let begun: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    pool = new MemoryPool({ limitBytes: LIMIT, checkMs: CHECK_MS });
    begun = [];
  });
  afterEach(() => jest.useRealTimers());

  async function ask(name: string, bytes: number, holder = new Holder()): Promise<void> {
    await pool.reserve(bytes, holder);
    begun.push(name);
  }
  const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0).then(() => undefined);

  it('grants free memory at once, and returned memory to the smallest request first', async () => {
    const first = new Holder();
    expect(pool.reserve(LIMIT, first)).toBeUndefined();
    void ask('much', LIMIT / 2);
    void ask('little', 10);
    await settle();
    expect(begun).toEqual([]);
    pool.release(first);
    await settle();
    expect(begun).toEqual(['little', 'much']);
  });

  it('lets no later request overtake one that has waited for long, however small', async () => {
    const brisk = [new Holder(), new Holder()];
    for (const holder of brisk) pool.reserve(LIMIT / 2, holder);
    void ask('much', LIMIT);
    for (let looks = 0; looks < 12; looks++) {
      if (looks === 3) void ask('little at first', 10);
      if (looks === 11) void ask('little too late', 10);
      for (const holder of brisk) holder.progressBytes += LIMIT;
      await jest.advanceTimersByTimeAsync(CHECK_MS);
    }
    pool.release(brisk[0]);
    await settle();
    expect(begun).toEqual(['little at first']);
    pool.release(brisk[1]);
    await settle();
    expect(begun).toEqual(['little at first']);
  });

  it('grants more than the total to one holder that is alone', () => {
    expect(pool.reserve(5 * LIMIT, new Holder())).toBeUndefined();
  });

  it('TM-D13 has those give way who do not get on while others wait, and nobody else', async () => {
    const [idle, brisk] = [new Holder(), new Holder()];
    pool.reserve(LIMIT / 2, idle);
    pool.reserve(LIMIT / 2, brisk);
    await jest.advanceTimersByTimeAsync(60 * CHECK_MS);
    expect(idle.gave).toBeNull();
    void ask('next', LIMIT / 2);
    await settle();
    brisk.progressBytes += LIMIT / 4;
    await jest.advanceTimersByTimeAsync(CHECK_MS);
    expect([idle.gave, brisk.gave]).toEqual([LIMIT / 2, null]);
    expect(begun).toEqual(['next']);
  });

  it('spares a holder whose memory the server itself still uses', async () => {
    const complete = new Holder();
    pool.reserve(LIMIT, complete);
    complete.progressBytes = Infinity;
    void ask('next', LIMIT / 2);
    await jest.advanceTimersByTimeAsync(60 * CHECK_MS);
    expect([complete.gave, begun]).toEqual([null, []]);
    pool.release(complete);
    await settle();
    expect(begun).toEqual(['next']);
  });

  it('spares a holder that goes on with another frame, which the server has just let it do', async () => {
    const next = new Holder();
    pool.reserve(LIMIT, next);
    next.progressBytes = Infinity;
    void ask('waiting', LIMIT / 2);
    await settle();
    next.progressBytes = 100;
    await jest.advanceTimersByTimeAsync(CHECK_MS);
    expect(next.gave).toBeNull();
    await jest.advanceTimersByTimeAsync(CHECK_MS);
    expect(next.gave).toBe(LIMIT);
  });

  it('TM-D13 has those give way in the end who get on too slowly for what they hold', async () => {
    const trickling = new Holder();
    pool.reserve(LIMIT, trickling);
    void ask('next', LIMIT / 2);
    for (let looks = 0; looks < 12; looks++) {
      trickling.progressBytes += 20_000;
      await jest.advanceTimersByTimeAsync(CHECK_MS);
    }
    expect(trickling.gave).toBe(LIMIT);
    expect(begun).toEqual(['next']);
  });

  it('TM-D13 has who holds the most give way where memory cannot be waited for', () => {
    const holders = [100_000, 700_000, 200_000].map((bytes) => {
      const holder = new Holder();
      pool.hold(holder, bytes);
      return holder;
    });
    pool.hold(holders[0], 1);
    expect(holders.map(({ gave }) => gave)).toEqual([null, 700_000, null]);
    expect(pool.usedBytes).toBe(300_001);
  });

  it('TM-D13 lets who gets on at a megabit a second stay, however long others wait', async () => {
    const steady = new Holder();
    pool.reserve(LIMIT, steady);
    void ask('next', LIMIT / 2);
    for (let looks = 0; looks < 60; looks++) {
      // A slice of 64 KiB more or less.
      steady.progressBytes += looks % 2 === 0 ? 65_536 : 196_608;
      await jest.advanceTimersByTimeAsync(CHECK_MS);
    }
    expect([steady.gave, begun]).toEqual([null, []]);
  });

  it('TM-D13 looks as far back as progress shows in lumps', async () => {
    pool = new MemoryPool({ limitBytes: LIMIT, checkMs: CHECK_MS, lookBack: 5 });
    const [steady, idle] = [new Holder(), new Holder()];
    pool.reserve(LIMIT / 2, steady);
    pool.reserve(LIMIT / 4, idle);
    void ask('next', LIMIT);
    for (let looks = 0; looks < 60; looks++) {
      // The system takes much at once, and nothing for seconds afterwards.
      if (looks % 5 === 0) steady.progressBytes += 5 * 125_000;
      await jest.advanceTimersByTimeAsync(CHECK_MS);
    }
    expect([steady.gave, idle.gave, begun]).toEqual([null, LIMIT / 4, []]);
  });

  it('checks no other holder when memory is returned', () => {
    const holders = Array.from({ length: 100 }, () => new Holder());
    for (const holder of holders) pool.hold(holder, 100);
    const looks = jest.spyOn(Map.prototype, 'values');
    for (const holder of holders) pool.release(holder, 50);
    const count = looks.mock.calls.length;
    looks.mockRestore();
    expect(count).toBe(0);
  });

  it('updates the queue once, however many requests it serves', () => {
    const first = new Holder();
    pool.reserve(LIMIT, first);
    for (let i = 0; i < 100; i++) void ask(`${i}`, 100);
    const moves = jest.spyOn(Array.prototype, 'splice');
    pool.release(first);
    const count = moves.mock.calls.length;
    moves.mockRestore();
    expect([pool.usedBytes, count]).toEqual([10_000, 1]);
  });

  it('returns whether the request was granted, and releases the signal', async () => {
    const gone = new AbortController();
    const listeners = (): number => getEventListeners(gone.signal, 'abort').length;
    pool.reserve(LIMIT);
    const served = pool.reserve(10, null, gone.signal);
    pool.unreserve(LIMIT);
    expect([await served, listeners()]).toEqual([true, 0]);
    const waiting = pool.reserve(LIMIT, null, gone.signal);
    expect(listeners()).toBe(1);
    gone.abort();
    expect([await waiting, listeners()]).toEqual([false, 0]);
    expect(await pool.reserve(LIMIT, null, gone.signal)).toBe(false);
    expect(pool.usedBytes).toBe(10);
  });

  it('forgets a waiting request whose connection ended', async () => {
    const gone = new AbortController();
    const first = new Holder();
    pool.reserve(LIMIT, first);
    const waiting = pool.reserve(LIMIT, new Holder(), gone.signal);
    gone.abort();
    await waiting;
    pool.release(first);
    expect(pool.usedBytes).toBe(0);
  });

  it('keeps memory of closed connections reserved exactly as long as it is used', () => {
    const [first, last] = [new Holder(), new Holder()];
    pool.reserve(LIMIT / 2, first);
    pool.reserve(LIMIT / 2, last);
    pool.spare.giveBack(pool.spare.borrow(1));
    pool.release(first);
    pool.tidy();
    expect(pool.spare.bytes).toBeGreaterThan(0);
    pool.release(last);
    pool.tidy();
    expect(pool.spare.bytes).toBe(0);
  });
});
