import { InjectionToken } from '@angular/core';
import type { DeviceRecord } from './device-record';

const DATABASE = 'sealwave-devices';
const DEVICES = 'devices';

/** Stores device records beyond the life of a tab; a port. Where a browser has no such storage, every method rejects. */
export interface DeviceStore {
  /** The stored value, which may be malformed; undefined for none. */
  get(id: string): Promise<unknown>;
  put(record: DeviceRecord): Promise<void>;
  delete(id: string): Promise<void>;
}

/** A {@link DeviceStore} in IndexedDB. It rejects with the browser's error where IndexedDB is forbidden, full or gone. */
class IndexedDbDevices implements DeviceStore {
  /** @param factory may throw, and returns undefined in some private windows. */
  constructor(private readonly factory: () => IDBFactory | undefined) {}

  get(id: string): Promise<unknown> {
    return this.within('readonly', (devices) => devices.get(id));
  }

  async put(record: DeviceRecord): Promise<void> {
    await this.within('readwrite', (devices) => devices.put(record));
  }

  async delete(id: string): Promise<void> {
    await this.within('readwrite', (devices) => devices.delete(id));
  }

  /** A step counts only when its transaction completes, because the disk may be full. */
  private async within<T>(
    mode: IDBTransactionMode,
    step: (devices: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await this.opened();
    try {
      const transaction = database.transaction(DEVICES, mode);
      const request = step(transaction.objectStore(DEVICES));
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('the change was undone'));
      });
      return request.result;
    } finally {
      database.close();
    }
  }

  private async opened(): Promise<IDBDatabase> {
    const factory = this.factory();
    if (!factory) throw new Error('this browser has no database');
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(DEVICES, { keyPath: 'id' });
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the database did not open'));
    });
  }
}

/** The browser's own database. No server sees its content. */
export const DEVICE_STORE = new InjectionToken<DeviceStore>('DeviceStore', {
  providedIn: 'root',
  factory: () => new IndexedDbDevices(() => globalThis.indexedDB),
});
