import { type Clock, ErrorCode } from '@sealwave/kernel';
import { joinProof } from '@sealwave/node/hop';
import { LOBBY } from '@sealwave/room';
import { configured, type Settings } from '../../test/running-server';
import type { VoiceSession } from '../session/voice-session';
import type { Room } from './room';
import { UNNAMED } from './room-member';
import { RoomTurns } from './room-turns';
import type { EntryRequest } from './entry-request';
import { Rooms } from './rooms';

const exporter = new Uint8Array(32).fill(1);
const context = { exporter, person: 'ann', dateMs: 0 };
const access = new Uint8Array(32).fill(2);
const room = 'A'.repeat(22);
const other = 'B'.repeat(22);
const denied = expect.objectContaining({ code: ErrorCode.JoinDenied });

function join(key?: Uint8Array, id = room): EntryRequest {
  return { t: 'join', room: id, caps: [], ...(key && { proof: joinProof(key, exporter) }) };
}
function create(key = access, id = room): EntryRequest {
  return { t: 'create', room: id, caps: [], access: new Uint8Array(key) };
}

describe('Rooms', () => {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs };
  const rooms = (settings: Settings = {}) =>
    new Rooms(configured(settings), clock, new RoomTurns());
  beforeEach(() => (nowMs = 0));

  it('have a lobby that is open to everybody', () => {
    const all = rooms();
    expect(all.admit(join(undefined, LOBBY), context).room).toBe(all.lobby);
  });

  it('admit to a created room only clients that prove to have the link', () => {
    const all = rooms();
    const made = all.admit(create(), context).room;
    expect(all.admit(join(access), context).room).toBe(made);
    expect(() => all.admit(join(), context)).toThrow(denied);
    expect(() => all.admit(join(new Uint8Array(32)), context)).toThrow(denied);
  });

  it('TM-S3 takes no proof that was made on another connection', () => {
    const all = rooms();
    all.admit(create(), context);
    expect(() =>
      all.admit(join(access), { ...context, exporter: new Uint8Array(32).fill(9) }),
    ).toThrow(denied);
  });

  it('give the same answer to a missing room as to a wrong proof', () => {
    const all = rooms();
    all.admit(create(), context);
    const refusal = (request: EntryRequest): unknown => {
      try {
        return all.admit(request, context);
      } catch (error) {
        return { ...(error as object), message: (error as Error).message };
      }
    };
    const wrong = refusal(join(new Uint8Array(32)));
    expect(refusal(join(access, other))).toEqual(wrong);
    expect(refusal(create(new Uint8Array(32)))).toEqual(wrong);
  });

  it('let two creators with the same keys share a room, and refuse a third with another key', () => {
    const all = rooms();
    expect(all.admit(create(), context).room).toBe(all.admit(create(), context).room);
    expect(() => all.admit(create(new Uint8Array(32)), context)).toThrow(denied);
    expect(all.count).toBe(1);
  });

  it.each([
    ['where nobody may', { VOICE_ROOM_CREATE: 'nobody' } as const, room],
    ['under a name that no link has', {}, 'kitchen'],
    ['instead of the lobby', {}, LOBBY],
  ])('do not create a room %s', (_, settings, id) => {
    expect(() => rooms(settings).admit(create(access, id), context)).toThrow(denied);
  });

  it('limit the number of rooms while all of them are in use', () => {
    const all = rooms({ VOICE_MAX_ROOMS: 1 });
    all.admit(create(), context);
    expect(() => all.admit(create(access, other), context)).toThrow(denied);
  });

  it('drop a room that was empty for the configured time', () => {
    const all = rooms({ VOICE_ROOM_EMPTY_MS: 1_000 });
    comeAndGo(all.admit(create(), context).room);
    nowMs = 999;
    all.admit(create(access, other), context);
    expect(all.count).toBe(2);
    nowMs = 1_000;
    all.admit(create(access, 'C'.repeat(22)), context);
    expect(() => all.admit(join(access), context)).toThrow(denied);
  });

  it('drop it also for members that return too late', () => {
    const all = rooms({ VOICE_ROOM_EMPTY_MS: 1_000 });
    comeAndGo(all.admit(create(), context).room);
    nowMs = 1_000;
    expect(() => all.admit(join(access), context)).toThrow(denied);
  });

  it('make the creator a moderator again in a room that others recreated', () => {
    const all = rooms();
    const maker = { ...create(), moderation: new Uint8Array(32).fill(7) };
    const { room: others } = all.admit(create(), context);
    const guest = someone();
    others.enter(guest, UNNAMED);
    expect(all.admit(maker, context).grant.role).toBe('member');
    others.leave(guest);
    const wrong = { ...maker, access: new Uint8Array(32) };
    expect(() => all.admit(wrong, context)).toThrow(denied);
    expect(all.admit(maker, context)).toMatchObject({ grant: { role: 'moderator' } });
    expect(all.count).toBe(1);
  });

  it('give the place of the longest empty room to a new one', () => {
    const all = rooms({ VOICE_MAX_ROOMS: 2 });
    const made = [room, other].map((id) => all.admit(create(access, id), context).room);
    comeAndGo(made[1]);
    comeAndGo(made[0]);
    all.admit(create(access, 'C'.repeat(22)), context);
    expect(all.admit(join(access), context).room).toBe(made[0]);
    expect(() => all.admit(join(access, other), context)).toThrow(denied);
  });

  it('M9.29 lets one person make a limited number of rooms within an hour, and tells of no room after that', () => {
    const all = rooms({ VOICE_ROOMS_PER_HOUR: 2 });
    const bob = { ...context, person: 'bob' };
    const ids = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(22));
    for (const id of ids.slice(0, 2)) all.admit(create(access, id), context);
    all.admit(create(access, ids[2]), bob);
    const tooMany = expect.objectContaining({ code: ErrorCode.RateLimited });
    expect(() => all.admit(create(access, ids[3]), context)).toThrow(tooMany);
    expect(() => all.admit(create(new Uint8Array(32), ids[2]), context)).toThrow(tooMany);
    expect(all.admit(create(access, ids[2]), context).room.id).toBe(ids[2]);
    nowMs = 1_800_000;
    all.admit(create(access, ids[3]), context);
  });

  it('keep a room that somebody returned to', () => {
    const all = rooms({ VOICE_MAX_ROOMS: 1, VOICE_ROOM_EMPTY_MS: 1_000 });
    comeAndGo(all.admit(create(), context).room);
    all.admit(join(access), context);
    nowMs = 5_000;
    expect(() => all.admit(create(access, other), context)).toThrow(denied);
  });

  it('refuse clients to a full room', () => {
    const all = rooms();
    const made = all.admit(create(), context).room;
    for (let n = 0; n < 64; n++) made.enter(someone(), UNNAMED);
    expect(() => all.admit(join(access), context)).toThrow(
      expect.objectContaining({ code: ErrorCode.RoomFull }),
    );
    expect(() => all.admit(join(), context)).toThrow(denied);
  });
});

/** A session that is told things and does nothing. */
function someone(): VoiceSession {
  const session = { sendControl: () => undefined };
  return session as unknown as VoiceSession;
}

/** The only one in a room leaves it. */
function comeAndGo(where: Room): void {
  const session = someone();
  where.enter(session, UNNAMED);
  where.leave(session);
}
