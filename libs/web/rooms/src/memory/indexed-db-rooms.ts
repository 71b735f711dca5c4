import { InjectionToken } from '@angular/core';
import type { RoomStore, StoredRoom } from '../room-store';

const DATABASE = 'sealwave';
const ROOMS = 'rooms';

/**
 * A {@link RoomStore} in IndexedDB. It rejects with the browser's error when IndexedDB is forbidden, full or
 * gone.
 */
export class IndexedDbRooms implements RoomStore {
  private database: Promise<IDBDatabase> | null = null;

  /** @param factory may throw. It returns undefined in some private windows. */
  constructor(private readonly factory: () => IDBFactory | undefined) {}

  async all(): Promise<readonly unknown[]> {
    const database = await this.open();
    return settled(database.transaction(ROOMS).objectStore(ROOMS).getAll());
  }

  async put(room: StoredRoom): Promise<void> {
    await this.change((rooms) => rooms.put(room));
  }

  async delete(id: string): Promise<void> {
    await this.change((rooms) => rooms.delete(id));
  }

  /** Changes the stored rooms. A change counts only when its transaction completes: the disk may be full. */
  private async change(step: (rooms: IDBObjectStore) => unknown): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(ROOMS, 'readwrite');
    step(transaction.objectStore(ROOMS));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the change was undone'));
    });
  }

  private async open(): Promise<IDBDatabase> {
    this.database ??= this.opened();
    try {
      return await this.database;
    } catch (error) {
      // Opening may succeed next time.
      this.database = null;
      throw error;
    }
  }

  private async opened(): Promise<IDBDatabase> {
    const factory = this.factory();
    if (!factory) throw new Error('this browser has no database');
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ROOMS, { keyPath: 'id' });
    const database = await settled(request);
    const forget = () => (this.database = null);
    database.onclose = forget;
    database.onversionchange = () => {
      // A later version of the page waits in another tab.
      database.close();
      forget();
    };
    return database;
  }
}

/** The browser's own database. No server sees its content. */
export const ROOM_STORE = new InjectionToken<RoomStore>('RoomStore', {
  providedIn: 'root',
  factory: () => new IndexedDbRooms(() => globalThis.indexedDB),
});

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database did not answer'));
  });
}
