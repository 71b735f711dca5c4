import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { DEVICE_STORE } from '@sealwave/web/sealed-room';
import { ROOM_STORE } from './indexed-db-rooms';
import { allows, type RememberedRoom, rememberedRoom } from './remembered-room';
import { RoomChanges } from './room-changes';
import { readRoomNews, ROOM_CHANNEL } from '../room-channel';
import { readStoredRoom, type StoredRoom } from '../room-store';
import { TabRooms } from './tab-rooms';

/** Marks a room that this tab must not enter, whatever the browser has stored. */
const BARRED = '';

/** Time limit for a query, in milliseconds. Some browsers never answer a query. */
const PATIENCE_MS = 2_000;

/** Most rooms to store. Beyond it, the least recently used room is dropped. */
const MAX_ROOMS = 100;

/**
 * The rooms that this browser can return to, with the secrets of their links. They are in the browser's own
 * database until a person forgets them. So closing a tab loses no room, and no right to moderate one. Without a
 * database, the tab stores them.
 */
@Injectable({ providedIn: 'root' })
export class RoomMemory {
  private readonly tab = inject(TabRooms);
  private readonly store = inject(ROOM_STORE);
  private readonly devices = inject(DEVICE_STORE);
  private readonly channel = inject(ROOM_CHANNEL);
  private readonly changes = new RoomChanges();
  private readonly stored = signal<ReadonlyMap<string, StoredRoom>>(new Map());
  private readonly _lasting = signal(true);

  /** Whether stored rooms outlive their tab. */
  readonly lasting = this._lasting.asReadonly();

  /** The stored rooms, the last used first. */
  readonly rooms = computed(() =>
    [...this.stored().values()]
      .map((room) => rememberedRoom(room, Date.now()))
      .filter((room): room is RememberedRoom => room !== null && room !== 'expired')
      .sort((one, other) => other.usedAtMs - one.usedAtMs),
  );

  constructor() {
    if (this.channel === null) return;
    this.channel.onmessage = ({ data }) => this.onNews(data);
    inject(DestroyRef).onDestroy(() => this.channel?.close());
  }

  /** The id of the room that this tab is in; null in the lobby. */
  get last(): string | null {
    return this.tab.last;
  }
  set last(id: string | null) {
    this.tab.last = id;
  }

  /** Reads the stored rooms. Always resolves, at the latest after the time limit. */
  async load(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const impatience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const found = await Promise.race([this.read(), impatience]);
    clearTimeout(timer);
    if (found === null) this._lasting.set(false);
  }

  /** The fragment of room `id`. Null when neither this tab nor this browser knows the room. */
  recall(id: string): string | null {
    const ofTab = this.tab.recall(id) ?? this.stored().get(id)?.fragment;
    return ofTab === undefined || ofTab === BARRED ? null : ofTab;
  }

  /**
   * Stores a room for this tab. Its link may be wrong. After the room admitted the page, {@link remember}
   * stores it for the browser.
   */
  keep(id: string, fragment: string): void {
    this.tab.keep(id, fragment);
  }

  /** Bars this tab from recalling a room, because a broken link was opened. The browser's stored link stays. */
  bar(id: string): void {
    this.tab.keep(id, BARRED);
  }

  /** Undoes {@link bar} for a room that the browser has stored: the tab recalls the stored link again. */
  unbar(id: string): void {
    if (this.stored().has(id)) this.tab.forget(id);
  }

  /** Stores a room of this tab for later visits. A stored link with more rights stays. */
  async remember(id: string): Promise<void> {
    const fragment = this.recall(id);
    if (fragment === null) return;
    const room = this.strongest({ id, fragment, usedAtMs: Date.now() });
    this.stored.update((rooms) => new Map([...rooms, [id, room]]));
    const surplus = this.rooms().slice(MAX_ROOMS);
    await this.change(id, room, () => this.store.put(room));
    for (const { id: least } of surplus) await this.forget(least);
  }

  /** Forgets a room in all tabs of this browser. */
  async forget(id: string): Promise<void> {
    this.tab.forget(id);
    // Without storage there is no identity to forget.
    runInBackground(
      () => this.devices.delete(id),
      () => undefined,
    );
    if (!this.stored().has(id)) return;
    this.drop(id);
    await this.change(id, null, () => this.store.delete(id));
  }

  private strongest(room: StoredRoom): StoredRoom {
    const { usedAtMs } = room;
    const known = this.stored().get(room.id);
    if (known === undefined) return room;
    const [before, now] = [known, room].map((each) => rememberedRoom(each, usedAtMs));
    if (before === null || before === 'expired' || now === null || now === 'expired') return room;
    return allows(now, before) ? room : { ...known, usedAtMs };
  }

  private async change(
    id: string,
    room: StoredRoom | null,
    step: () => Promise<void>,
  ): Promise<void> {
    try {
      await this.changes.during(id, room, step);
      this._lasting.set(true);
      this.channel?.postMessage({ id, kept: room !== null });
    } catch {
      // The storage is forbidden, full or gone. The page says that rooms end with the tab.
      this._lasting.set(false);
    }
  }

  /**
   * Reads the database.
   * @returns null where there is none.
   */
  private async read(): Promise<true | null> {
    try {
      const answer = await this.changes.since(() => this.store.all());
      this._lasting.set(true);
      if (answer === null) return true;
      const { changes } = answer;
      const read = answer.found.map(readStoredRoom).filter((room) => room !== null);
      const found = read.filter(({ id }) => !changes.has(id));
      const nowMs = Date.now();
      const isOver = (room: StoredRoom) => rememberedRoom(room, nowMs) === 'expired';
      const rooms = [...found, ...changes.values()].filter((room) => room !== null);
      this.stored.set(
        new Map(rooms.filter((room) => !isOver(room)).map((room) => [room.id, room])),
      );
      for (const { id } of found.filter(isOver)) await this.store.delete(id);
      return true;
    } catch {
      return null;
    }
  }

  private onNews(data: unknown): void {
    const news = readRoomNews(data);
    if (news === null) return;
    if (news.kept) runInBackground(() => this.load(), reportDefect);
    else {
      this.tab.forget(news.id);
      this.changes.note(news.id, null);
      this.drop(news.id);
    }
  }

  private drop(id: string): void {
    this.stored.update((rooms) => new Map([...rooms].filter(([each]) => each !== id)));
  }
}
