import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { RoomPresence } from '@sealwave/contracts';
import { RoomAnnouncer } from './room-announcer';
import { RoomService } from '../room.service';
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
  const numbering = signal(1);
  let fixture: ComponentFixture<RoomAnnouncer>;
  let region: HTMLElement;

  beforeEach(async () => {
    jest.useFakeTimers();
    presence.set(room(member(2)));
    TestBed.configureTestingModule({
      providers: [{ provide: RoomService, useValue: { presence, numbering } }],
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
  /** The announced text, once it is there. */
  async function heard(ms = 5000): Promise<string> {
    await jest.advanceTimersByTimeAsync(ms);
    fixture.detectChanges();
    return region.textContent ?? '';
  }

  it('is a polite live region that is there before its first text', async () => {
    expect(region.getAttribute('aria-live')).toBe('polite');
    expect(await heard()).toBe('');
  });

  it.each([
    ['Joined: P3.', room(member(2), member(3))],
    ['Left: P2.', room()],
    ['Speaking: P2.', room(member(2, { talking: true }))],
    ['Muted: P2.', room(member(2, { muted: true }))],
    ['P2 is now called Ben.', room(member(2, { name: 'Ben' }))],
    ['P2 is now called Guest 2.', room(member(2, { name: null }))],
    ['Joined: Guest 3. Left: P2.', room(member(3, { name: null }))],
  ])('announces %j', async (text, after) => {
    happens(after);
    expect(await heard()).toBe(text);
  });

  it('announces the end of a mute', async () => {
    happens(room(member(2, { muted: true })));
    await heard();
    happens(room(member(2)));
    expect(await heard()).toBe('No longer muted: P2.');
  });

  it('announces nothing about the person, and nothing about members who are already there', async () => {
    happens({
      ...room(member(2)),
      members: [member(1, { muted: true, talking: true }), member(2)],
    });
    expect(await heard()).toBe('');
    happens({ ...room(member(7)), id: 'two' });
    expect(await heard()).toBe('');
  });

  it('gathers events, and does not flood', async () => {
    const crowd = Array.from({ length: 20 }, (_, i) => member(i + 3));
    for (let count = 1; count <= 20; count++) happens(room(member(2), ...crowd.slice(0, count)));
    expect(await heard(700)).toBe('Joined: P3, P4, P5, 17 more.');
    const texts = new Set<string>();
    for (let turn = 0; turn < 40; turn++) {
      happens(room(member(2, { talking: turn % 2 === 0 }), ...crowd));
      texts.add(await heard(50));
    }
    // It announces nothing in these two seconds.
    expect([...texts]).toEqual(['']);
    expect(await heard()).toBe('Speaking: P2.');
  });

  it('announces a member who spoke only for a moment, and again the next time', async () => {
    const speaks = () => happens(room(member(2, { talking: true })), room(member(2)));
    speaks();
    expect(await heard()).toBe('Speaking: P2.');
    speaks();
    fixture.detectChanges();
    expect(region.textContent).toBe('');
    expect(await heard()).toBe('Speaking: P2.');
  });

  describe('after a restart of the voice server, which numbers members from 1 again', () => {
    const BEFORE = room(member(2, { name: 'Ben' }), member(3, { name: 'Cyd' }));
    /** The roster with new numbers, in the order in which members returned; this person is "P1". */
    const back = (...names: readonly (string | null)[]): RoomPresence => ({
      ...{ id: 'one', you: names.indexOf('P1') + 1, moderator: false },
      members: names.map((name, at) => member(at + 1, { name })),
    });
    const restart = () => {
      presence.set(null);
      numbering.update((count) => count + 1);
    };
    const all = async () => [await heard(5000), await heard(30_000)];

    beforeEach(async () => {
      happens(BEFORE);
      await heard();
      await heard(10_000);
    });

    it('announces no member who was there before', async () => {
      restart();
      happens(back('P1'), back('P1', 'Cyd'), back('P1', 'Cyd', 'Ben'));
      expect(await all()).toEqual(['', '']);
      restart();
      happens(back('Cyd', 'P1'));
      expect(await heard(5000)).toBe('');
      happens(back('Cyd', 'P1', 'Ben'));
      expect(await all()).toEqual(['', '']);
    });

    it('announces members who are new or do not return, after the time for returning', async () => {
      restart();
      happens(back('P1', 'Dan', 'Cyd'));
      expect(await all()).toEqual(['', 'Joined: Dan. Left: Ben.']);
      happens(back('P1', 'Dan', 'Cyd', 'Eve'));
      expect(await heard()).toBe('Joined: Eve.');
    });

    it('tells members without a name apart by their count', async () => {
      happens(room(member(4, { name: null }), member(7, { name: null })));
      await heard();
      await heard(10_000);
      restart();
      happens(back(null, 'P1'));
      expect(await all()).toEqual(['', 'Left: Guest 7.']);
    });

    it('announces at once who speaks', async () => {
      restart();
      const now = back('P1', 'Cyd');
      const [self, cyd] = now.members;
      happens(now, { ...now, members: [self, { ...cyd, talking: true }] });
      expect(await heard()).toBe('Speaking: Cyd.');
    });

    it('notices the restart although the page saw no state in between', async () => {
      numbering.update((count) => count + 1);
      happens(back('P1', 'Cyd'));
      expect(await heard(5000)).toBe('');
      happens(back('P1', 'Cyd', 'Ben'));
      expect(await all()).toEqual(['', '']);
    });
  });

  it('continues at once on a new connection to a voice server that did not restart', async () => {
    happens(room(member(2), member(3, { name: 'P2' })));
    await heard();
    await heard();
    presence.set(null);
    numbering.update((count) => count + 1);
    const self = member(5, { name: 'New' });
    const back = { ...room(), you: 5, members: [member(3, { name: 'P2' }), self] };
    happens(back);
    expect(await heard()).toBe('Left: P2.');
    happens({ ...back, members: [...back.members, member(6)] });
    expect(await heard()).toBe('Joined: P6.');
    happens(back);
    expect(await heard()).toBe('Left: P6.');
  });

  it('announces nobody while the connection is down, nor this person under a new name', async () => {
    happens(null, {
      ...{ id: 'one', you: 5, moderator: false },
      members: [member(2), member(5, { name: 'New' })],
    });
    expect(await heard()).toBe('');
  });
});
