import { Injector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { toBase64Url } from '@sealwave/kernel';
import { RoomRight } from '@sealwave/room';
import { RoomInvite, RoomToken } from '@sealwave/room/link';
import { BrowserRooms } from '../testing/memory-fixture';
import { RoomMemory } from './room-memory';
import { TabRooms } from './tab-rooms';

const MODERATION = toBase64Url(new Uint8Array(32).fill(7));

/** The memory of another tab. */
function elsewhereIn(browser: BrowserRooms): RoomMemory {
  const providers = [...browser.providers(), RoomMemory, TabRooms];
  return Injector.create({ providers, parent: TestBed.inject(Injector) }).get(RoomMemory);
}

describe('RoomMemory', () => {
  let browser: BrowserRooms;
  const invite = RoomInvite.make();
  const { id, fragment } = invite;
  const moderator = `${fragment}&t=${MODERATION}`;

  /** Opens a page; jsdom has the storage of its tab. */
  async function open(): Promise<RoomMemory> {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: browser.providers() });
    const memory = TestBed.inject(RoomMemory);
    await memory.load();
    return memory;
  }
  /** Opens a page in a new tab. */
  async function openInNewTab(): Promise<RoomMemory> {
    sessionStorage.clear();
    return open();
  }
  const token = (expiresAt: number) =>
    RoomToken.issue(MODERATION, { room: id, expiresAt, rights: RoomRight.Listen });
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  beforeEach(() => {
    sessionStorage.clear();
    browser = new BrowserRooms();
  });

  it('returns to a room, and to the right to moderate it, after its tab was closed', async () => {
    const before = await open();
    before.keep(id, moderator);
    await before.remember(id);
    const after = await openInNewTab();
    expect(after.recall(id)).toBe(moderator);
    expect(after.rooms()).toEqual([
      { id, role: 'moderator', usedAtMs: expect.any(Number), expiresAtMs: null },
    ]);
  });

  it("shows nothing of a room's secret", async () => {
    const memory = await open();
    memory.keep(id, moderator);
    await memory.remember(id);
    const shown = JSON.stringify(memory.rooms());
    expect(shown).not.toContain(MODERATION);
    expect(shown).not.toContain(new URLSearchParams(fragment).get('k'));
  });

  it('stays in its place over a reload of the tab, even before a room admitted it', async () => {
    const before = await open();
    before.keep(id, fragment);
    before.last = id;
    const after = await open();
    expect([after.recall(id), after.last, after.rooms()]).toEqual([fragment, id, []]);
    expect((await openInNewTab()).recall(id)).toBeNull();
  });

  it('has several rooms, the last used first', async () => {
    jest.useFakeTimers({ now: 1_000, doNotFake: ['queueMicrotask'] });
    const memory = await open();
    const others = [RoomInvite.make(), RoomInvite.make()];
    for (const [at, room] of others.entries()) {
      jest.setSystemTime(2_000 + at);
      memory.keep(room.id, room.fragment);
      await memory.remember(room.id);
    }
    jest.setSystemTime(9_000);
    await memory.remember(others[0].id);
    expect(memory.rooms().map((room) => room.id)).toEqual(others.map((room) => room.id));
    jest.useRealTimers();
  });

  it('forgets a room in all tabs, and in the browser', async () => {
    const memory = await open();
    memory.keep(id, fragment);
    memory.last = id;
    await memory.remember(id);
    const elsewhere = elsewhereIn(browser);
    await elsewhere.load();
    expect(elsewhere.recall(id)).toBe(fragment);
    await elsewhere.forget(id);
    for (const each of [memory, elsewhere, await open()]) {
      expect([each.recall(id), each.rooms(), each.last]).toEqual([null, [], null]);
    }
    expect(browser.rooms.size).toBe(0);
  });

  describe('while a query is running', () => {
    const shown = (memory: RoomMemory) => memory.rooms().map((room) => room.id);

    it('keeps a room that is stored during the query', async () => {
      const memory = await open();
      memory.keep(id, fragment);
      const release = browser.hold();
      const reading = memory.load();
      const writing = memory.remember(id);
      release();
      await Promise.all([reading, writing]);
      expect([shown(memory), [...browser.rooms.keys()]]).toEqual([[id], [id]]);
    });

    it('keeps a room that is being written when another tab reports a change', async () => {
      const memory = await open();
      memory.keep(id, fragment);
      const release = browser.hold();
      const writing = memory.remember(id);
      const reading = memory.load();
      release();
      await Promise.all([reading, writing]);
      expect(shown(memory)).toEqual([id]);
    });

    it('does not restore a room that was forgotten meanwhile, here or in another tab', async () => {
      const memory = await open();
      const other = RoomInvite.make();
      for (const room of [invite, other]) {
        memory.keep(room.id, room.fragment);
        await memory.remember(room.id);
      }
      const elsewhere = elsewhereIn(browser);
      await elsewhere.load();
      let release = browser.hold();
      let reading = memory.load();
      const forgetting = memory.forget(id);
      release();
      await Promise.all([reading, forgetting]);
      expect(shown(memory)).toEqual([other.id]);
      release = browser.hold();
      reading = memory.load();
      const forgettingElsewhere = elsewhere.forget(other.id);
      release();
      await Promise.all([reading, forgettingElsewhere]);
      expect(shown(memory)).toEqual([]);
    });

    it('ignores an answer that arrives after that to a later query', async () => {
      const memory = await open();
      const release = browser.hold();
      const early = memory.load();
      const releaseLater = browser.hold();
      browser.rooms.set(id, { id, fragment, usedAtMs: 5 });
      const late = memory.load();
      releaseLater();
      await late;
      expect(shown(memory)).toEqual([id]);
      release();
      await early;
      expect(shown(memory)).toEqual([id]);
    });

    it('stores a new token of a room whose old one has expired', async () => {
      const memory = await open();
      const old = await token(inSeconds(-1));
      browser.rooms.set(id, { id, fragment: old.fragment, usedAtMs: 1 });
      const release = browser.hold();
      const reading = memory.load();
      memory.keep(id, (await token(inSeconds(60))).fragment);
      const writing = memory.remember(id);
      release();
      await Promise.all([reading, writing]);
      expect([shown(memory), [...browser.rooms.keys()]]).toEqual([[id], [id]]);
    });
  });

  it('removes an expired token, and shows when another one expires', async () => {
    const memory = await open();
    const day = await token(inSeconds(86_400));
    memory.keep(id, day.fragment);
    await memory.remember(id);
    expect(memory.rooms()).toMatchObject([{ id, role: 'listener' }]);
    expect(memory.rooms()[0].expiresAtMs).toBe(1000 * Number(day.claims.split('.')[2]));
    const old = await token(inSeconds(-1));
    browser.rooms.set(id, { id, fragment: old.fragment, usedAtMs: 1 });
    const later = await openInNewTab();
    expect([later.rooms(), later.recall(id), browser.rooms.size]).toEqual([[], null, 0]);
  });

  it('does not replace a link by one with fewer rights', async () => {
    const memory = await open();
    memory.keep(id, moderator);
    await memory.remember(id);
    for (const weaker of [fragment, (await token(inSeconds(60))).fragment]) {
      memory.keep(id, weaker);
      await memory.remember(id);
    }
    expect((await openInNewTab()).recall(id)).toBe(moderator);
  });

  it('does not enter when a link of this tab was broken, and loses nothing', async () => {
    const memory = await open();
    memory.keep(id, moderator);
    await memory.remember(id);
    memory.bar(id);
    expect([memory.recall(id), (await open()).recall(id)]).toEqual([null, null]);
    expect((await openInNewTab()).recall(id)).toBe(moderator);
  });

  it.each([null, 7, 'text', {}, { id: 1, fragment: 2 }, { id, fragment: 'v=9' }])(
    'ignores malformed entries in the database: %j',
    async (junk) => {
      browser.rooms.set('junk', junk);
      browser.rooms.set(id, { id, fragment, usedAtMs: 5 });
      expect((await open()).rooms()).toMatchObject([{ id, role: 'member', usedAtMs: 5 }]);
    },
  );

  it.each([
    ['SecurityError', 'forbidden'],
    ['QuotaExceededError', 'full'],
    ['InvalidStateError', 'gone'],
  ])('works for the tab, and says so, where the database is in %s: %s', async (name) => {
    const memory = await open();
    expect(memory.lasting()).toBe(true);
    browser.refusal = new DOMException('no', name);
    memory.keep(id, fragment);
    await memory.remember(id);
    expect([memory.lasting(), memory.recall(id)]).toEqual([false, fragment]);
    const reloaded = await open();
    expect([reloaded.lasting(), reloaded.recall(id)]).toEqual([false, fragment]);
    await reloaded.forget(id);
    expect(reloaded.recall(id)).toBeNull();
  });

  it('does not let the page wait for a database that does not answer', async () => {
    jest.useFakeTimers();
    browser.silent = true;
    TestBed.configureTestingModule({ providers: browser.providers() });
    const memory = TestBed.inject(RoomMemory);
    const loading = memory.load();
    await jest.runAllTimersAsync();
    await loading;
    expect(memory.lasting()).toBe(false);
    jest.useRealTimers();
  });

  it('remembers until the page is closed where the browser has no storage at all', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'sessionStorage') ?? {};
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    browser.refusal = new DOMException('denied', 'SecurityError');
    Object.defineProperty(window, 'sessionStorage', { configurable: true, get });
    try {
      const forgetful = await open();
      expect(forgetful.recall(id)).toBeNull();
      forgetful.keep(id, fragment);
      expect(forgetful.recall(id)).toBe(fragment);
      await forgetful.forget(id);
      expect(forgetful.recall(id)).toBeNull();
    } finally {
      Object.defineProperty(window, 'sessionStorage', own);
    }
  });
});
