import { EventEmitter } from 'node:events';
import type { RoomPresence } from '@sealwave/contracts';
import { rosterOf } from '@sealwave/room';
import type { Browser } from '../browser/browser';
import { RoomReports } from './room-reports';

const roomOf = (...numbers: number[]): RoomPresence => {
  const members = numbers.map((n) => ({ n, name: null }));
  return { id: 'lobby', ...rosterOf({ t: 'joined', caps: [], you: 1, members }) };
};

/** The connection of a browser, which notes whom it is told of. */
class Page extends EventEmitter {
  readonly connected = true;
  readonly conn = { transport: { writable: true } };
  readonly told: number[][] = [];

  override emit(event: string, { members }: RoomPresence): boolean {
    expect(event).toBe('room_changed');
    this.told.push(members.map(({ n }) => n));
    return true;
  }
}

describe('RoomReports', () => {
  let page: Page;
  let room: RoomPresence | null;
  let reports: RoomReports;

  beforeEach(() => {
    jest.useFakeTimers();
    page = new Page();
    room = roomOf(1);
    reports = new RoomReports({
      browser: page as unknown as Browser,
      room: () => room,
      onFailure: (reason) => {
        throw reason;
      },
    });
    reports.told(room);
  });
  afterEach(() => jest.useRealTimers());

  it('tell of a member that has sent something, once, without waiting', () => {
    room = roomOf(1, 2);
    reports.changed();
    reports.introduce(2);
    reports.introduce(2);
    expect(page.told).toEqual([[1, 2]]);
  });

  it('say nothing more because of members that the browser knows, or that have left', () => {
    reports.introduce(1);
    reports.introduce(9);
    room = null;
    reports.introduce(2);
    expect(page.told).toEqual([]);
  });

  it('TM-D4 tell of many changes with few events', async () => {
    for (let n = 2; n < 50; n++) {
      room = roomOf(1, n);
      reports.changed();
    }
    await jest.runAllTimersAsync();
    expect(page.told.length).toBeLessThan(4);
    expect(page.told.at(-1)).toEqual([1, 49]);
  });
});
