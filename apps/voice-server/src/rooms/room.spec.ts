import { ErrorCode } from '@sealwave/kernel';
import { type ControlRecord, joinProof } from '@sealwave/node/hop';
import type { Role } from '@sealwave/room';
import type { VoiceSession } from '../session/voice-session';
import { Room } from './room';
import { AT_ONCE } from './room-news';

const exporter = new Uint8Array(32).fill(1);
const access = new Uint8Array(32).fill(2);
const moderation = new Uint8Array(32).fill(3);
const notAllowed = expect.objectContaining({ code: ErrorCode.NotAllowed });

/** A session that writes down what it is told. */
class Member {
  readonly told: ControlRecord[] = [];
  removed = false;

  constructor(
    private readonly room: Room,
    readonly role: Role,
    readonly name: string,
    readonly person = name,
    readonly token: string | null = null,
  ) {
    room.enter(this.session, this);
  }

  get session(): VoiceSession {
    return this as unknown as VoiceSession;
  }

  get n(): number {
    return this.room.numberOf(this.session);
  }

  charge = (): void => undefined;
  sendControl = (record: ControlRecord): void => void this.told.push(record);
  remove = (): void => {
    this.removed = true;
  };
}

describe('Room', () => {
  let room: Room;
  let ann: Member;
  let ben: Member;
  let cyd: Member;
  beforeEach(() => {
    room = new Room('A'.repeat(22), { access, moderation });
    ann = new Member(room, 'moderator', 'Ann');
    ben = new Member(room, 'member', 'Ben');
    cyd = new Member(room, 'member', 'Cyd');
  });

  const entering = (key: Uint8Array, person = 'Dan') =>
    room.access.grant({ proof: joinProof(key, exporter) }, { exporter, person, dateMs: 0 })?.role;

  it('relays nothing of a muted member until a moderator unmutes it', () => {
    room.moderate(ann.session, 'mute', ben.n);
    expect(room.isAudible(ben.session)).toBe(false);
    expect(cyd.told).toContainEqual({ t: 'muted', n: ben.n, on: true });
    expect(room.participants).toContainEqual({ n: ben.n, name: 'Ben', muted: true });
    room.talk(ben.session, true);
    expect(cyd.told).not.toContainEqual(expect.objectContaining({ t: 'talking' }));
    room.moderate(ann.session, 'unmute', ben.n);
    expect(room.isAudible(ben.session)).toBe(true);
    expect(room.participants).toContainEqual({ n: ben.n, name: 'Ben' });
  });

  it('TM-E4 mutes with somebody all that are the same person, and nobody else', () => {
    const second = new Member(room, 'member', 'Eve', 'Ben');
    const moderating = new Member(room, 'moderator', 'Fay', 'Ben');
    room.moderate(ann.session, 'mute', ben.n);
    expect([ben, second].some(({ session }) => room.isAudible(session))).toBe(false);
    expect([cyd, moderating].every(({ session }) => room.isAudible(session))).toBe(true);
    expect(cyd.told).toContainEqual({ t: 'muted', n: second.n, on: true });
    room.moderate(ann.session, 'unmute', second.n);
    expect([ben, second].every(({ session }) => room.isAudible(session))).toBe(true);
    expect(cyd.told).toContainEqual({ t: 'muted', n: ben.n, on: false });
  });

  it('TM-E4 keeps a member muted after rejoining, first or behind others, and however often', () => {
    room.moderate(ann.session, 'mute', ben.n);
    room.leave(ben.session);
    const names = ['Benjamin', 'Benny', 'Benno'];
    const again = names.map((name) => new Member(room, 'member', name, 'Ben'));
    expect(again.some(({ session }) => room.isAudible(session))).toBe(false);
    expect(cyd.told).toContainEqual({ t: 'here', n: again[0].n, name: 'Benjamin', muted: true });
    room.moderate(ann.session, 'unmute', again[1].n);
    expect(again.every(({ session }) => room.isAudible(session))).toBe(true);
    expect(room.isAudible(new Member(room, 'member', 'Ben').session)).toBe(true);
  });

  it('TM-E4 hears what somebody has said and left, unless they are muted', () => {
    room.moderate(ann.session, 'mute', ben.n);
    for (const { session } of [ben, cyd]) room.leave(session);
    expect([ben, cyd].map(({ session }) => room.isAudible(session))).toEqual([false, true]);
  });

  it('TM-E4 knows who is muted by their token as well', () => {
    const dan = new Member(room, 'member', 'Dan', 'dan', 'token');
    room.moderate(ann.session, 'mute', dan.n);
    const elsewhere = new Member(room, 'member', 'Dan', 'elsewhere', 'token');
    expect(room.isAudible(elsewhere.session)).toBe(false);
    expect(room.isAudible(new Member(room, 'member', 'Eve', 'eve', 'another').session)).toBe(true);
  });

  it('changes a name in place: number, role and mute stay, and each member is told once', () => {
    room.moderate(ann.session, 'mute', ben.n);
    const places = room.participants.map(({ n }) => n);
    for (const each of [ann, ben, cyd]) each.told.length = 0;
    room.applyRequest(ben.session, { t: 'name', name: 'Benjamin' });
    room.applyRequest(ann.session, { t: 'name', name: null });
    const news = [
      { t: 'here', n: ben.n, name: 'Benjamin', muted: true },
      { t: 'here', n: ann.n, name: null, moderator: true },
    ];
    for (const { told } of [ann, ben, cyd]) expect(told).toEqual(news);
    expect(room.participants.map(({ n }) => n)).toEqual(places);
    expect(room.isAudible(ben.session)).toBe(false);
    expect(room.participants[1]).toEqual({ n: ben.n, name: 'Benjamin', muted: true });
  });

  it('tells nobody of a name that stays the same, or of one who has left', () => {
    for (const each of [ann, cyd]) each.told.length = 0;
    room.applyRequest(cyd.session, { t: 'name', name: 'Cyd' });
    expect(ann.told).toEqual([]);
    room.leave(cyd.session);
    room.applyRequest(cyd.session, { t: 'name', name: 'Eve' });
    expect(ann.told).toEqual([{ t: 'gone', n: cyd.n || 3 }]);
  });

  it('names the members that may moderate', () => {
    expect(room.participants[0]).toEqual({ n: 1, name: 'Ann', moderator: true });
  });

  it('readmits a removed member, but not a banned one', () => {
    room.moderate(ann.session, 'kick', ben.n);
    expect(ben.removed).toBe(true);
    expect(cyd.told).toContainEqual({ t: 'gone', n: 2 });
    expect(entering(access, 'Ben')).toBe('member');
    room.moderate(ann.session, 'ban', cyd.n);
    expect(cyd.removed).toBe(true);
    expect(entering(access, 'Cyd')).toBeUndefined();
    expect(room.access.grantCreator({ access }, 'Cyd')).toBeNull();
    expect(entering(moderation, 'Cyd')).toBe('moderator');
  });

  it.each(['mute', 'unmute', 'kick', 'ban'] as const)(
    'TM-E2 lets no member %s anybody, nor a moderator another one',
    (act) => {
      const other = new Member(room, 'moderator', 'Eve');
      expect(() => room.moderate(ben.session, act, cyd.n)).toThrow(notAllowed);
      expect(() => room.moderate(ben.session, act, 99)).toThrow(notAllowed);
      expect(() => room.moderate(ann.session, act, other.n)).toThrow(notAllowed);
      room.moderate(ann.session, act, 99);
      expect([ben, cyd, other].some((member) => member.removed)).toBe(false);
      expect(room.isAudible(cyd.session)).toBe(true);
    },
  );

  it('relays nothing of a listener', () => {
    const dan = new Member(room, 'listener', 'Dan');
    expect(room.isAudible(dan.session)).toBe(false);
    expect(cyd.told).toContainEqual({ t: 'here', n: dan.n, name: 'Dan', listener: true });
    room.moderate(ann.session, 'unmute', dan.n);
    expect(room.isAudible(dan.session)).toBe(false);
  });

  it('reports when a member starts and stops speaking, and no repetition', () => {
    const talks = () => cyd.told.filter(({ t }) => t === 'talking').length;
    for (const on of [false, true, true, true, false, false]) room.talk(ben.session, on);
    expect(talks()).toBe(2);
    room.talk(ben.session, true);
    room.moderate(ann.session, 'mute', ben.n);
    room.talk(ben.session, false);
    room.moderate(ann.session, 'unmute', ben.n);
    room.talk(ben.session, true);
    expect(talks()).toBe(4);
  });

  it('removes all connections of a banned person or token', () => {
    const fay = new Member(room, 'listener', 'Fay', 'fay', 'token');
    const gus = new Member(room, 'listener', 'Gus', 'gus', 'token');
    const hal = new Member(room, 'member', 'Hal', 'fay');
    const ivy = new Member(room, 'moderator', 'Ivy', 'fay');
    room.moderate(ann.session, 'ban', fay.n);
    expect([fay, gus, hal].every(({ removed }) => removed)).toBe(true);
    expect([ben, cyd, ivy].some(({ removed }) => removed)).toBe(false);
  });

  it('keeps its last place for a moderator while it has none', () => {
    for (const member of [ann, ben, cyd]) room.leave(member.session);
    const people = Array.from({ length: 63 }, (_, n) => new Member(room, 'member', `${n}`));
    expect([room.hasPlaceFor('listener'), room.hasPlaceFor('moderator')]).toEqual([false, true]);
    const maker = new Member(room, 'moderator', 'Maker');
    expect(room.hasPlaceFor('moderator')).toBe(false);
    room.leave(people[0].session);
    expect(room.hasPlaceFor('member')).toBe(true);
    expect(maker.removed).toBe(false);
  });

  it('reports that it is empty, for whatever reason', () => {
    const onEmpty = jest.fn();
    const small = new Room('B'.repeat(22), { access }, AT_ONCE, onEmpty);
    const [one, two] = [new Member(small, 'member', 'One'), new Member(small, 'member', 'Two')];
    small.leave(one.session);
    expect(onEmpty).not.toHaveBeenCalled();
    small.leave(two.session);
    small.leave(two.session);
    expect(onEmpty).toHaveBeenCalledTimes(1);
  });
});
