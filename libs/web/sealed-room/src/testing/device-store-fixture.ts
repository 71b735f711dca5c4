import type { DeviceRecord } from '../device/device-record';
import type { DeviceStore } from '../device/device-store';

/** For specs: a browser that stores devices beyond the life of its pages, and fails on request. */
export class BrowserDevices implements DeviceStore {
  readonly records = new Map<string, DeviceRecord>();
  /** The error with which the database rejects every step; null for none. */
  refusal: Error | null = null;

  async get(id: string): Promise<unknown> {
    this.answer();
    return this.records.get(id);
  }

  async put(record: DeviceRecord): Promise<void> {
    this.answer();
    this.records.set(record.id, record);
  }

  async delete(id: string): Promise<void> {
    this.answer();
    this.records.delete(id);
  }

  private answer(): void {
    if (this.refusal) throw this.refusal;
  }
}
