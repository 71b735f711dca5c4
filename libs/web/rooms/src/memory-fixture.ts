import { type Provider } from '@angular/core';
import { ROOM_STORE } from './indexed-db-rooms';
import { ROOM_CHANNEL, type RoomChannel, type RoomNews } from './room-channel';
import type { RoomStore, StoredRoom } from './room-store';

/** For specs: a browser that keeps rooms over the life of its pages, and lets a test break it. */
export class BrowserRooms implements RoomStore {
  readonly rooms = new Map<string, unknown>();
  /** What the database says against every step. */
  refusal: Error | null = null;
  /** It answers nothing at all. */
  silent = false;
  private readonly channels = new Set<TabChannel>();

  async all(): Promise<readonly unknown[]> {
    await this.answer();
    return [...this.rooms.values()];
  }

  async put(room: StoredRoom): Promise<void> {
    await this.answer();
    this.rooms.set(room.id, room);
  }

  async delete(id: string): Promise<void> {
    await this.answer();
    this.rooms.delete(id);
  }

  /** What a page of this browser is provided with. */
  providers(): Provider[] {
    const channel = new TabChannel(this.channels);
    return [
      { provide: ROOM_STORE, useValue: this },
      { provide: ROOM_CHANNEL, useValue: channel },
    ];
  }

  private async answer(): Promise<void> {
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
