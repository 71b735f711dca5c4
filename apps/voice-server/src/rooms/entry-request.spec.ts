import { ErrorCode } from '@sealwave/kernel';
import { NO_MODERATOR, sealedRoomId } from '@sealwave/room';
import { configured } from '../../test/running-server';
import { describedRoomId, type EntryRequest } from './entry-request';
import { RoomTurns } from './room-turns';
import { type Admitted, Rooms } from './rooms';

const access = new Uint8Array(32).fill(2);
const terms = { access, flags: 1, moderator: new Uint8Array(16).fill(3) };
const caps = ['sealed1'];
const denied = { code: ErrorCode.JoinDenied };

describe('a request for a sealed room', () => {
  let rooms: Rooms;
  let id: string;
  beforeEach(async () => {
    rooms = new Rooms(configured(), { now: () => 0 }, new RoomTurns());
    id = await sealedRoomId(terms);
  });

  async function admit(request: EntryRequest): Promise<Admitted> {
    const context = { exporter: new Uint8Array(32), person: 'ann', dateMs: 0 };
    return rooms.admit(request, { ...context, describedRoomId: await describedRoomId(request) });
  }
  const create = (changes = {}): EntryRequest => ({
    ...{ t: 'create', room: id, caps, ...terms },
    ...changes,
  });

  it('makes the room with the id that follows from what it gives, and an ordinary member of its maker', async () => {
    const { room, grant } = await admit(create());
    expect(room.id).toBe(id);
    expect(room.sealed).not.toBeNull();
    expect(grant.role).toBe('member');
    expect((await admit(create())).room).toBe(room);
  });

  it('TM-S7 is denied with another access key, other flags or other moderators, whether or not there is the room', async () => {
    const changes = [{ access: new Uint8Array(32) }, { flags: 0 }, { moderator: NO_MODERATOR }];
    for (const change of changes) await expect(admit(create(change))).rejects.toMatchObject(denied);
    await admit(create());
    for (const change of changes) await expect(admit(create(change))).rejects.toMatchObject(denied);
    expect(rooms.count).toBe(1);
  });

  it('is refused from a client that does not support sealed rooms', async () => {
    const unsealed = { code: ErrorCode.E2eeRequired };
    await expect(admit(create({ caps: ['message1'] }))).rejects.toMatchObject(unsealed);
    await admit(create());
    const join: EntryRequest = { t: 'join', room: id, caps: [] };
    await expect(admit(join)).rejects.toMatchObject(unsealed);
  });

  it.each([{ moderation: access }, { flags: undefined }, { moderator: undefined }])(
    'is refused as malformed, %#',
    async (change) => {
      await expect(admit(create(change))).rejects.toMatchObject({ code: ErrorCode.ProtocolError });
    },
  );

  it('may be for all 64 places: none is kept for a moderator, who comes as an ordinary member', async () => {
    const { room } = await admit(create());
    const someone = () => ({ sendControl: () => undefined }) as never;
    const entrant = { name: null, role: 'member', person: '', token: null } as const;
    for (let n = 0; n < 63; n++) room.enter(someone(), entrant);
    expect(room.hasPlaceFor('member')).toBe(true);
    room.access.acceptTokens(access);
    expect(room.hasPlaceFor('member')).toBe(true);
    room.enter(someone(), entrant);
    expect(room.hasPlaceFor('moderator')).toBe(false);
  });
});
