import { EventEmitter } from 'node:events';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import type { Browser } from '../browser/browser';
import type { Listener } from '../messages/deliveries';
import { SealedOutput } from './sealed-output';

const announce = { t: 'announce', n: 2, data: Uint8Array.of(1, 2, 3) } as const;

/** The connection of a browser that reads when the test says so. */
class Page {
  connected = true;
  readonly told: [string, unknown][] = [];
  readonly transport = Object.assign(new EventEmitter(), { writable: true });
  readonly conn = Object.assign(new EventEmitter(), { transport: this.transport });
  private isReading = true;

  emit(event: string, payload: unknown): boolean {
    this.told.push([event, payload]);
    this.transport.writable = this.isReading;
    return true;
  }
  stopReading(): void {
    this.isReading = false;
  }
  readOn(): void {
    this.isReading = true;
    this.transport.writable = true;
    this.transport.emit('ready');
  }
  drop(): void {
    this.connected = false;
    this.conn.emit('close');
  }
}

/** What the browser took, as far as the system says so. */
class Reading implements Listener {
  takenBytes = 0;
  cuts = 0;
  constructor(private readonly page: Page) {}
  cut(): void {
    this.cuts++;
    this.page.drop();
  }
}

describe('what others sent in a sealed room', () => {
  let page: Page;
  let reading: Reading;
  let output: SealedOutput;

  beforeEach(() => {
    jest.useFakeTimers();
    page = new Page();
    reading = new Reading(page);
    const introduce = (n: number) => page.emit('room_changed', n);
    output = new SealedOutput(page as unknown as Browser, reading, introduce);
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('is handed to the browser after the browser was told of its sender', async () => {
    await output.record(announce);
    const part = Uint8Array.of(9, 1, 2, 9).subarray(1, 3);
    await output.part(3, part);
    expect(page.told).toEqual([
      ['room_changed', 2],
      ['sealed_record', { t: 'announce', n: 2, data: 'AQID' }],
      ['room_changed', 3],
      ['sealed_part', { n: 3, part: Buffer.of(1, 2) }],
    ]);
  });

  it('TM-D4 is awaited by what follows for as long as the browser takes bytes', async () => {
    page.stopReading();
    let isHanded = false;
    const handed = output.part(1, Uint8Array.of(1)).then(() => (isHanded = true));
    for (let i = 0; i < 5; i++) {
      await jest.advanceTimersByTimeAsync(GATEWAY_LIMITS.sealedStallMs - 1);
      reading.takenBytes++;
      await jest.advanceTimersByTimeAsync(1);
    }
    expect([isHanded, reading.cuts]).toEqual([false, 0]);
    page.readOn();
    await handed;
  });

  it('TM-D4 cuts off a browser that takes its start and then nothing', async () => {
    page.stopReading();
    const handed = output.part(1, Uint8Array.of(1));
    reading.takenBytes = 7;
    await jest.advanceTimersByTimeAsync(GATEWAY_LIMITS.sealedStallMs);
    expect(reading.cuts).toBe(0);
    await jest.advanceTimersByTimeAsync(GATEWAY_LIMITS.sealedStallMs);
    expect(reading.cuts).toBe(1);
    await handed;
  });
});
