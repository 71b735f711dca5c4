import type { ControlRecord } from '@sealwave/node/hop';
import type { Member } from '@sealwave/room';
import { RoomNews, type NewsReader } from './room-news';
import { RoomTurns } from './room-turns';

const INTERVAL_MS = 100;

describe('RoomNews', () => {
  let members: Map<NewsReader, Member>;
  let news: RoomNews;
  let told: Record<number, ControlRecord[]>;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    members = new Map();
    told = {};
    news = new RoomNews(() => members, { intervalMs: INTERVAL_MS, turns: new RoomTurns() }, {});
    enter(1);
    enter(2);
    jest.advanceTimersByTime(3 * INTERVAL_MS);
    told[1] = [];
  });
  afterEach(() => jest.useRealTimers());

  const lastNumber = () => Math.max(0, ...Object.keys(told).map(Number));
  const readerOf = (n: number) => [...members].find(([, member]) => member.n === n)?.[0];

  function enter(n: number): void {
    told[n] = [];
    members.set({ sendControl: (record) => void told[n].push(record) }, { n, name: null });
    news.add(n, { came: { n, name: null }, knownFrom: n });
  }

  function leave(n: number): void {
    members.delete(readerOf(n) as NewsReader);
    news.add(n, { hasGone: true, knownFrom: lastNumber() });
  }

  const talk = (n: number, talks: boolean) => news.add(n, { talks, knownFrom: lastNumber() });

  it('reports the first change at once', () => {
    talk(2, true);
    expect(told[1]).toEqual([{ t: 'talking', n: 2, on: true }]);
    expect(told[2]).toEqual([]);
  });

  it('TM-D11 tells once in an interval what a member has become, however often it changes', () => {
    for (let i = 0; i < 999; i++) talk(2, i % 2 === 0);
    expect(told[1]).toHaveLength(1);
    talk(2, false);
    jest.advanceTimersByTime(INTERVAL_MS);
    expect(told[1]).toEqual([
      { t: 'talking', n: 2, on: true },
      { t: 'talking', n: 2, on: false },
    ]);
    jest.advanceTimersByTime(10 * INTERVAL_MS);
    expect(told[1]).toHaveLength(2);
  });

  it('reports members that came and went in between only to those who met them', () => {
    talk(2, true);
    enter(3);
    enter(4);
    leave(3);
    jest.advanceTimersByTime(INTERVAL_MS);
    expect(told[1]).toEqual([
      { t: 'talking', n: 2, on: true },
      { t: 'here', n: 4, name: null },
    ]);
    expect(told[4]).toEqual([{ t: 'gone', n: 3 }]);
  });

  it('tells once in an interval the last of several names, and a newcomer by that alone', () => {
    const rename = (n: number, name: string) =>
      news.add(n, { changed: { n, name }, knownFrom: lastNumber() });
    talk(2, true);
    for (let i = 0; i < 999; i++) rename(2, `Ben ${i}`);
    enter(3);
    rename(3, 'Cyd');
    enter(4);
    jest.advanceTimersByTime(10 * INTERVAL_MS);
    expect(told[1].slice(1)).toEqual([
      { t: 'here', n: 2, name: 'Ben 998' },
      { t: 'here', n: 3, name: 'Cyd' },
      { t: 'here', n: 4, name: null },
    ]);
    expect(told[3]).toEqual([
      { t: 'here', n: 3, name: 'Cyd' },
      { t: 'here', n: 4, name: null },
    ]);
    expect(told[4]).toEqual([]);
  });

  it('reports a newcomer in its latest state', () => {
    talk(2, true);
    enter(3);
    news.add(3, { muted: true, knownFrom: 3 });
    jest.advanceTimersByTime(INTERVAL_MS);
    expect(told[1]).toContainEqual({ t: 'here', n: 3, name: null, muted: true });
    expect(told[3]).toEqual([{ t: 'muted', n: 3, on: true }]);
  });

  it('reports a member before its message', () => {
    talk(2, true);
    enter(3);
    talk(3, true);
    expect(news.known(3)).toBeUndefined();
    expect(told[1]).toEqual([
      { t: 'talking', n: 2, on: true },
      { t: 'here', n: 3, name: null },
      { t: 'talking', n: 3, on: true },
    ]);
    jest.advanceTimersByTime(INTERVAL_MS);
    expect(told[1]).toHaveLength(3);
  });

  it('reports many changes in the turns of the room, and delays messages until their senders are known', async () => {
    for (let n = 3; n <= 60; n++) enter(n);
    jest.advanceTimersByTime(INTERVAL_MS);
    const known = news.known(60);
    expect(told[58]).not.toContainEqual(expect.objectContaining({ n: 60 }));
    expect(known).toBeDefined();
    await known;
    for (const n of [1, 2, 30, 59]) {
      expect(told[n]).toContainEqual({ t: 'here', n: 60, name: null });
    }
  });
});
