import { Injector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { BrowserRooms } from '../testing/memory-fixture';
import { RoomMemory } from './room-memory';
import { TabRooms } from './tab-rooms';

/** The memory of another tab. */
function elsewhereIn(browser: BrowserRooms): RoomMemory {
  const providers = [...browser.providers(), RoomMemory, TabRooms];
  return Injector.create({ providers, parent: TestBed.inject(Injector) }).get(RoomMemory);
}

describe('RoomMemory', () => {
  let browser: BrowserRooms;
  let link: SealedRoomLink;
  /** Of members, and of moderators. */
  let [id, fragment, moderator] = ['', '', ''];

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
  const inMs = (ms: number) => Date.now() + ms;
  /** A link to listen until then. */
  async function listening(expiresAtMs: number): Promise<SealedRoomLink> {
    const made = await link.forListeners(expiresAtMs);
    if (made === null) throw new Error('it is no moderator’s link');
    return made;
  }

  beforeAll(async () => {
    link = await SealedRoomLink.make(0);
    ({ id, fragment: moderator } = link);
    ({ fragment } = link.forMembers());
  });
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
    const fields = new URLSearchParams(moderator);
    for (const name of ['k', 'd']) expect(shown).not.toContain(fields.get(name));
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
    const others = [await SealedRoomLink.make(0), await SealedRoomLink.make(0)];
    jest.useFakeTimers({ now: 1_000, doNotFake: ['queueMicrotask'] });
    const memory = await open();
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
      const other = await SealedRoomLink.make(0);
      for (const room of [link, other]) {
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
      const old = await listening(inMs(-1000));
      browser.rooms.set(id, { id, fragment: old.fragment, usedAtMs: 1 });
      const release = browser.hold();
      const reading = memory.load();
      memory.keep(id, (await listening(inMs(60_000))).fragment);
      const writing = memory.remember(id);
      release();
      await Promise.all([reading, writing]);
      expect([shown(memory), [...browser.rooms.keys()]]).toEqual([[id], [id]]);
    });
  });

  it('removes an expired token, and shows when another one expires', async () => {
    const memory = await open();
    const day = await listening(inMs(86_400_000));
    memory.keep(id, day.fragment);
    await memory.remember(id);
    expect(memory.rooms()).toMatchObject([{ id, role: 'listener' }]);
    expect(memory.rooms()[0].expiresAtMs).toBe(day.expiresAtMs);
    const old = await listening(inMs(-1000));
    browser.rooms.set(id, { id, fragment: old.fragment, usedAtMs: 1 });
    const later = await openInNewTab();
    expect([later.rooms(), later.recall(id), browser.rooms.size]).toEqual([[], null, 0]);
  });

  it('does not replace a link by one with fewer rights', async () => {
    const memory = await open();
    memory.keep(id, moderator);
    await memory.remember(id);
    for (const weaker of [fragment, (await listening(inMs(60_000))).fragment]) {
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

  it('shows no room of version 1', async () => {
    const old = 'A'.repeat(22);
    browser.rooms.set(old, { id: old, fragment: `v=1&k=${'A'.repeat(43)}`, usedAtMs: 5 });
    expect((await open()).rooms()).toEqual([]);
  });

  it.each([null, 7, 'text', {}, { id: 1, fragment: 2 }, { id: 'A'.repeat(24), fragment: 'v=9' }])(
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
