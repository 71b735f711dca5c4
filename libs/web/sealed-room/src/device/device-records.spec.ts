import { TestBed } from '@angular/core/testing';
import { BrowserDevices } from '../testing/device-store-fixture';
import { peopleWith, readDeviceRecord } from './device-record';
import { DeviceRecords } from './device-records';
import { DEVICE_STORE } from './device-store';

const ROOM = 'A'.repeat(24);
const identity = (first: number) => new Uint8Array(65).fill(first);

describe('DeviceRecords', () => {
  let browser: BrowserDevices;

  /** The page, opened again. */
  function open(): DeviceRecords {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [{ provide: DEVICE_STORE, useValue: browser }] });
    return TestBed.inject(DeviceRecords);
  }

  beforeEach(() => (browser = new BrowserDevices()));

  it('is the same device in a room at the next visit, and another one in another room', async () => {
    const { identity: before } = await open().of(ROOM);
    const devices = open();
    expect((await devices.of(ROOM)).identity.publicPoint).toEqual(before.publicPoint);
    const elsewhere = await devices.of('B'.repeat(24));
    expect(elsewhere.identity.publicPoint).not.toEqual(before.publicPoint);
    expect(before.privateKey.extractable).toBe(false);
  });

  it('makes one identity, however often it is asked at once', async () => {
    const devices = open();
    const [one, other] = await Promise.all([devices.of(ROOM), devices.of(ROOM)]);
    expect(one.identity.publicPoint).toEqual(other.identity.publicPoint);
  });

  it('remembers people in the room where they were verified', async () => {
    const ben = { name: 'Ben', identity: identity(4), verified: true };
    await open().remember(ROOM, ben);
    expect((await open().of(ROOM)).people).toEqual([ben]);
  });

  it('is the same device as long as the page where the browser stores nothing, and says so', async () => {
    browser.refusal = new DOMException('denied', 'SecurityError');
    const devices = open();
    const { identity: first } = await devices.of(ROOM);
    expect(devices.lasting()).toBe(false);
    expect((await devices.of(ROOM)).identity.publicPoint).toEqual(first.publicPoint);
    expect((await open().of(ROOM)).identity.publicPoint).not.toEqual(first.publicPoint);
  });
});

describe('readDeviceRecord', () => {
  it.each([undefined, null, 7, {}, { id: ROOM }, { id: ROOM, identity: { publicPoint: 'x' } }])(
    'takes %j for no record',
    (stored) => expect(readDeviceRecord(stored)).toBeNull(),
  );
});

describe('peopleWith', () => {
  it('replaces others of the same name, and the same identity under another name', () => {
    const people = [
      { name: 'Ben', identity: identity(4), verified: true },
      { name: 'Cyd', identity: identity(5), verified: false },
      { name: 'Dan', identity: identity(6), verified: true },
    ];
    const ben = { name: 'Ben', identity: identity(5), verified: true };
    expect(peopleWith(people, ben)).toEqual([people[2], ben]);
  });
});
