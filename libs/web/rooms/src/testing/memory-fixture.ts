import { type Provider } from '@angular/core';
import { ROOM_STORE } from '../memory/indexed-db-rooms';
import { ROOM_CHANNEL, type RoomChannel, type RoomNews } from '../room-channel';
import type { RoomStore, StoredRoom } from '../room-store';

/** For specs: a browser that stores rooms. Its rooms outlast its pages. It fails on request. */
export class BrowserRooms implements RoomStore {
  readonly rooms = new Map<string, unknown>();
  /** The error with which the database rejects every step; null for none. */
  refusal: Error | null = null;
  /** Whether the database never answers. */
  silent = false;
  /** The database answers after this promise, in the order of the queries. */
  private gate = Promise.resolve();
  private readonly channels = new Set<TabChannel>();

  async all(): Promise<readonly unknown[]> {
    // A database returns the state at the time of the query.
    const found = [...this.rooms.values()];
    await this.answer();
    return found;
  }

  async put(room: StoredRoom): Promise<void> {
    await this.answer();
    this.rooms.set(room.id, room);
  }

  async delete(id: string): Promise<void> {
    await this.answer();
    this.rooms.delete(id);
  }

  /** Providers for a page of this browser. */
  providers(): Provider[] {
    const channel = new TabChannel(this.channels);
    return [
      { provide: ROOM_STORE, useValue: this },
      { provide: ROOM_CHANNEL, useValue: channel },
    ];
  }

  /** Holds all answers back until the returned function is called. */
  hold(): () => void {
    let release!: () => void;
    this.gate = new Promise((resolve) => (release = resolve));
    return release;
  }

  private async answer(): Promise<void> {
    await this.gate;
    if (this.silent) await new Promise(() => undefined);
    if (this.refusal) throw this.refusal;
  }
}

class TabChannel implements RoomChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;

  constructor(private readonly all: Set<TabChannel>) {
    all.add(this);
  }

  postMessage(data: RoomNews): void {
    for (const other of this.all) {
      if (other !== this) other.onmessage?.(new MessageEvent('message', { data }));
    }
  }

  close(): void {
    this.all.delete(this);
  }
}
