import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { RoomPresence } from '@sealwave/contracts';
import { RoomAnnouncer } from './room-announcer';
import { RoomService } from './room.service';
import type { Member } from './roster';

const member = (n: number, changes: Partial<Member> = {}): Member => ({
  ...{ n, name: `P${n}`, talking: false, muted: false, moderator: false, listener: false },
  ...changes,
});
const room = (...members: Member[]): RoomPresence => ({
  ...{ id: 'one', you: 1, moderator: false },
  members: [member(1), ...members],
});

describe('RoomAnnouncer', () => {
  const presence = signal<RoomPresence | null>(null);
  let fixture: ComponentFixture<RoomAnnouncer>;
  let region: HTMLElement;

  beforeEach(async () => {
    jest.useFakeTimers();
    presence.set(room(member(2)));
    TestBed.configureTestingModule({
      providers: [{ provide: RoomService, useValue: { presence } }],
    });
    fixture = TestBed.createComponent(RoomAnnouncer);
    region = fixture.nativeElement as HTMLElement;
    fixture.detectChanges();
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  function happens(...rooms: (RoomPresence | null)[]): void {
    for (const each of rooms) {
      presence.set(each);
      fixture.detectChanges();
    }
  }
  /** What is read aloud, once it is. */
  async function heard(ms = 5000): Promise<string> {
    await jest.advanceTimersByTimeAsync(ms);
    fixture.detectChanges();
    return region.textContent ?? '';
  }

  it('is a polite live region that is there before it says something', async () => {
    expect(region.getAttribute('aria-live')).toBe('polite');
    expect(await heard()).toBe('');
  });

  it.each([
    ['Joined: P3.', room(member(2), member(3))],
    ['Left: P2.', room()],
    ['Speaking: P2.', room(member(2, { talking: true }))],
    ['Muted: P2.', room(member(2, { muted: true }))],
    ['Joined: Guest 3. Left: P2.', room(member(3, { name: null }))],
  ])('says %j', async (text, after) => {
    happens(after);
    expect(await heard()).toBe(text);
  });

  it('says that a mute is over', async () => {
    happens(room(member(2, { muted: true })));
    await heard();
    happens(room(member(2)));
    expect(await heard()).toBe('No longer muted: P2.');
  });

  it('says nothing of the person who hears it, nor of those who are there already', async () => {
    happens({
      ...room(member(2)),
      members: [member(1, { muted: true, talking: true }), member(2)],
    });
    expect(await heard()).toBe('');
    happens({ ...room(member(7)), id: 'two' });
    expect(await heard()).toBe('');
  });

  it('gathers what happens, and does not flood', async () => {
    const crowd = Array.from({ length: 20 }, (_, i) => member(i + 3));
    for (let count = 1; count <= 20; count++) happens(room(member(2), ...crowd.slice(0, count)));
    expect(await heard(700)).toBe('Joined: P3, P4, P5, 17 more.');
    const texts = new Set<string>();
    for (let turn = 0; turn < 40; turn++) {
      happens(room(member(2, { talking: turn % 2 === 0 }), ...crowd));
      texts.add(await heard(50));
    }
    // For these two seconds it keeps quiet.
    expect([...texts]).toEqual(['']);
    expect(await heard()).toBe('Speaking: P2.');
  });

  it('tells of somebody who spoke for a moment only, and again the next time', async () => {
    const speaks = () => happens(room(member(2, { talking: true })), room(member(2)));
    speaks();
    expect(await heard()).toBe('Speaking: P2.');
    speaks();
    fixture.detectChanges();
    expect(region.textContent).toBe('');
    expect(await heard()).toBe('Speaking: P2.');
  });

  it('lets nobody leave and join while the connection is away, nor this person by a new name', async () => {
    happens(null, {
      ...{ id: 'one', you: 5, moderator: false },
      members: [member(2), member(5, { name: 'New' })],
    });
    expect(await heard()).toBe('');
  });
});
