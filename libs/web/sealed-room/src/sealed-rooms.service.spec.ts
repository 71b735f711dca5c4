import { Injector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RoomPresence } from '@sealwave/contracts';
import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { GatewayClient, type SealedEvent } from '@sealwave/web/gateway-client';
import { Subject } from 'rxjs';
import { DeviceRecords } from './device/device-records';
import { DEVICE_STORE } from './device/device-store';
import type { RoomLink } from './links/room-link';
import { SealedLinks } from './links/sealed-links.service';
import type { SealedMessage } from './sealed-message';
import { SealedRooms } from './sealed-rooms.service';
import { OPEN_SESSION_WORKER } from './session/session-worker';
import { BrowserDevices } from './testing/device-store-fixture';
import { WorkerInProcess, WORKERS_IN_PROCESS } from './testing/in-process-worker';
import type { RawRecording } from './worker/session-messages';

const still = { name: null, talking: false, muted: false, moderator: false, listener: false };
const EXPORTER = new Uint8Array(32).fill(5);
const RECORDING: RawRecording = {
  samples: new Float32Array(16_000).map((_, i) => 0.3 * Math.sin(i / 6)),
  samplingRate: 16_000,
  coder: 'nlp64',
  startedMs: 1_800_000_000_000,
};

/** Servers that give each page of a room what the others send, and understand nothing of it. */
class Relay {
  readonly pages: Page[] = [];

  join(page: Page): void {
    this.pages.push(page);
    page.events.next({ kind: 'entered', room: this.presenceOf(page), exporter: EXPORTER });
    for (const other of this.pages) {
      if (other === page) continue;
      other.events.next({ kind: 'roster', room: this.presenceOf(other) });
      if (other.announce) {
        const record = { t: 'announce', n: this.numberOf(other), data: other.announce } as const;
        page.events.next({ kind: 'record', record });
      }
    }
  }

  numberOf(page: Page): number {
    return this.pages.indexOf(page) + 1;
  }

  private presenceOf(page: Page): RoomPresence {
    const members = this.pages.map((each) => ({ ...still, n: this.numberOf(each) }));
    return { id: page.id, you: this.numberOf(page), moderator: false, members };
  }
}

/** A page of one person. */
class Page {
  readonly events = new Subject<SealedEvent>();
  readonly workers: WorkerInProcess[] = [];
  readonly messages: SealedMessage[] = [];
  announce: Bytes | null = null;
  id = '';
  rooms!: SealedRooms;

  constructor(private readonly relay: Relay) {
    const others = () => relay.pages.filter((each) => each !== this);
    const n = () => relay.numberOf(this);
    const sealed = {
      events: this.events,
      sendRecord: async (record: { t: string; n?: number; data: Bytes }) => {
        if (record.t === 'announce') this.announce = record.data;
        const to = record.t === 'direct' ? [relay.pages[Number(record.n) - 1]] : others();
        const relayed = { t: record.t as 'announce', n: n(), data: record.data };
        if (record.t !== 'prove')
          for (const page of to) page.events.next({ kind: 'record', record: relayed });
      },
      sendPart: async (part: Bytes) => {
        for (const page of others()) page.events.next({ kind: 'part', n: n(), part: part.slice() });
      },
    };
    const injector = Injector.create({
      parent: TestBed.inject(Injector),
      providers: [
        ...[SealedRooms, DeviceRecords],
        { provide: GatewayClient, useValue: { sealed } },
        { provide: DEVICE_STORE, useValue: new BrowserDevices() },
        {
          provide: OPEN_SESSION_WORKER,
          useValue: async () => {
            const worker = new WorkerInProcess();
            this.workers.push(worker);
            return worker;
          },
        },
      ],
    });
    this.rooms = injector.get(SealedRooms);
    this.rooms.messages.subscribe((message) => this.messages.push(message));
  }

  enter(link: RoomLink, name: string): void {
    this.id = link.id;
    this.rooms.enter(link, name);
    this.relay.join(this);
  }
}

/** Resolves once `holds` returns something true. */
async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve));
}

describe('SealedRooms', () => {
  let relay: Relay;
  let [ann, ben]: Page[] = [];

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [WORKERS_IN_PROCESS] });
    relay = new Relay();
    ann = new Page(relay);
    const link = await TestBed.inject(SealedLinks).make();
    ben = new Page(relay);
    ann.enter(link, 'Ann');
    ben.enter(link, 'Ben');
    // jsdom has no HPKE, so that nobody has acknowledged a key; browsers do, in apps/web-e2e.
    for (const page of [ann, ben]) await until(() => page.rooms.people()[0]?.name);
  });
  afterEach(() => {
    for (const { rooms } of [ann, ben]) rooms.leave();
  });

  it('knows who is there by the names that they have sealed', () => {
    expect(ann.rooms.people()).toMatchObject([{ n: 2, name: 'Ben' }]);
    expect(ben.rooms.people()).toMatchObject([{ n: 1, name: 'Ann' }]);
    expect(ann.rooms.security()).toMatchObject({ level: 'partial', hearing: 0, others: 1 });
  });

  it('sends nothing more once it is cancelled', async () => {
    const cancelling = new AbortController();
    const sending = ann.rooms.send(RECORDING, {
      signal: cancelling.signal,
      onProgress: () => cancelling.abort(),
    });
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.Cancelled });
    expect(ben.messages).toEqual([]);
  });

  it('keeps a recording for another try when the connection is lost', async () => {
    const sending = ann.rooms.send(RECORDING, {
      onProgress: ({ phase }) => phase === 'uploading' && ann.events.next({ kind: 'left' }),
    });
    ann.events.next({ kind: 'left' });
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
  });

  it('starts another worker when one dies, and enters again as the same person', async () => {
    const [before] = ben.rooms.people();
    ann.workers.at(-1)?.die();
    expect(ann.rooms.trouble()).toBe('restarted');
    const announced = ann.announce;
    await until(() => ann.rooms.people()[0]?.name === 'Ben' && ann.announce !== announced);
    expect(ann.workers).toHaveLength(2);
    expect(ben.rooms.people()).toMatchObject([{ name: 'Ann', identity: before.identity }]);
  });

  it('rejects what was under way in a worker that died', async () => {
    const sending = ann.rooms.send(RECORDING, {
      onProgress: () => ann.workers.at(-1)?.die(),
    });
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
  });

  it('has the same codes at both, and knows whom it has verified', async () => {
    expect(await ann.rooms.roomCode()).toBe(await ben.rooms.roomCode());
    const identityOf = (page: typeof ann) => page.rooms.people()[0].identity!;
    const code = await ann.rooms.pairCode(identityOf(ann));
    expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
    expect(await ben.rooms.pairCode(identityOf(ben))).toBe(code);
    await ann.rooms.verify(identityOf(ann));
    await until(() => ann.rooms.people()[0]?.acquaintance === 'verified');
  });

  it('forgets the people and stops its worker when it leaves', async () => {
    ann.rooms.leave();
    expect([ann.rooms.people(), ann.rooms.security(), ann.rooms.id()]).toEqual([[], null, null]);
    await expect(ann.rooms.send(RECORDING, {})).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
  });
});
