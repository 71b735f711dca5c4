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

  it('gives what is there at once, and the rest when it is given back, to those first that need least', async () => {
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

  it('gives more than there is in all to one that is alone', () => {
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

  it('cuts nobody whose memory it is that the server itself still works on', async () => {
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

  it('forgets who waits and has gone', async () => {
    const gone = new AbortController();
    const first = new Holder();
    pool.reserve(LIMIT, first);
    const waiting = pool.reserve(LIMIT, new Holder(), gone.signal);
    gone.abort();
    await waiting;
    pool.release(first);
    expect(pool.usedBytes).toBe(0);
  });

  it('keeps the memory of those who are gone while anybody holds some, and no longer', () => {
    const [first, last] = [new Holder(), new Holder()];
    pool.reserve(LIMIT / 2, first);
    pool.reserve(LIMIT / 2, last);
    pool.spare.giveBack(pool.spare.take(1));
    pool.release(first);
    pool.tidy();
    expect(pool.spare.bytes).toBeGreaterThan(0);
    pool.release(last);
    pool.tidy();
    expect(pool.spare.bytes).toBe(0);
  });
});
