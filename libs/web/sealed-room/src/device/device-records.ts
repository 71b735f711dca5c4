import { inject, Injectable, signal } from '@angular/core';
import { SigningKey } from '@sealwave/crypto';
import type { RememberedPerson } from '@sealwave/e2ee/keys';
import { type DeviceRecord, peopleWith, readDeviceRecord } from './device-record';
import { DEVICE_STORE } from './device-store';

/** Time limit for the database, in milliseconds; some browsers never answer. */
const PATIENCE_MS = 2_000;

/**
 * The identity of this browser in each room, and the people that it has met there. Where the browser has no storage, they last as long
 * as the page, and {@link lasting} says so.
 */
@Injectable({ providedIn: 'root' })
export class DeviceRecords {
  private readonly store = inject(DEVICE_STORE);
  /** What this page uses, whether or not the browser has stored it. */
  private readonly inUse = new Map<string, DeviceRecord>();
  private readonly _lasting = signal(true);

  /** Whether identities outlive this page. Others see a new person each time where they do not. */
  readonly lasting = this._lasting.asReadonly();

  /** The record of room `id`, with a new identity at the first visit. */
  async of(id: string): Promise<DeviceRecord> {
    const known =
      this.inUse.get(id) ?? readDeviceRecord(await this.attempt(() => this.store.get(id)));
    if (known !== null) {
      this.inUse.set(id, known);
      return known;
    }
    const { stored: identity } = await SigningKey.generate();
    // Two steps of this page may have asked at once; everybody gets the same identity.
    const made = this.inUse.get(id) ?? { id, identity, people: [] };
    await this.keep(made);
    return made;
  }

  /** Remembers somebody in room `id`, instead of others of the same name. */
  async remember(id: string, person: RememberedPerson): Promise<void> {
    const record = await this.of(id);
    await this.keep({ ...record, people: peopleWith(record.people, person) });
  }

  private async keep(record: DeviceRecord): Promise<void> {
    this.inUse.set(record.id, record);
    await this.attempt(() => this.store.put(record));
  }

  /** Undefined when the browser refuses or does not answer. */
  private async attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const impatience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS);
    });
    try {
      const result = await Promise.race([step(), impatience]);
      this._lasting.set(true);
      return result;
    } catch {
      // Storage is forbidden, full or gone; the page says that identities end with it.
      this._lasting.set(false);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
