import { joinProof, tokenMac } from '@sealwave/node/hop';
import { encodeRoomClaims, type RoomClaims, RoomRight } from '@sealwave/room';
import { RoomAccess } from './room-access';

const exporter = new Uint8Array(32).fill(1);
const access = new Uint8Array(32).fill(2);
const moderation = new Uint8Array(32).fill(3);
const room = 'A'.repeat(22);
const asking = { exporter, person: 'dan', dateMs: 1_000_000 };
const good: RoomClaims = {
  room,
  expiresAt: 1_001,
  rights: RoomRight.Listen,
  nonce: 'n'.repeat(16),
};

describe('RoomAccess', () => {
  let door: RoomAccess;
  beforeEach(() => (door = new RoomAccess(room, { access, moderation })));

  const withKey = (key: Uint8Array, changed = {}) =>
    door.grant({ proof: joinProof(key, exporter) }, { ...asking, ...changed });

  /** What a token opens, which was issued with `key`. */
  function withToken(changed: Partial<RoomClaims> = {}, key = moderation, about = asking) {
    const claims = encodeRoomClaims({ ...good, ...changed });
    return door.grant({ claims, proof: joinProof(tokenMac(key, claims), exporter) }, about);
  }

  it('admits a client with the access key as a member, and with the moderation key as a moderator', () => {
    expect(withKey(access)).toEqual({ role: 'member', token: null, endsAtMs: Infinity });
    expect(withKey(moderation)).toMatchObject({ role: 'moderator' });
    expect(withKey(exporter)).toBeNull();
    expect(door.grant({}, asking)).toBeNull();
  });

  it('admits a client that creates the room again with both keys as a moderator', () => {
    expect(door.grantCreator({ access, moderation }, 'dan')).toMatchObject({ role: 'moderator' });
    expect(door.grantCreator({ access, moderation: exporter }, 'dan')).toMatchObject({
      role: 'member',
    });
    expect(door.grantCreator({ access: exporter, moderation }, 'dan')).toBeNull();
  });

  it.each([
    [RoomRight.Listen, 'listener'],
    [RoomRight.Listen + RoomRight.Speak, 'member'],
    [RoomRight.Listen + RoomRight.Speak + RoomRight.Moderate, 'moderator'],
  ])('admits the holder of a token with the rights %d as a %s', (rights, role) => {
    expect(withToken({ rights })).toEqual({ role, token: good.nonce, endsAtMs: 1_001_000 });
  });

  it.each<[string, Partial<RoomClaims>]>([
    ['has expired', { expiresAt: 1_000 }],
    ['is for another room', { room: 'B'.repeat(22) }],
    ['gives no rights', { rights: 0 }],
  ])('refuses a client whose token %s', (_, changed) => {
    expect(withToken(changed)).toBeNull();
  });

  it('TM-S3 takes no claims that were changed, issued by others, or proved elsewhere', () => {
    const claims = encodeRoomClaims(good);
    const proof = joinProof(tokenMac(moderation, claims), exporter);
    const more = encodeRoomClaims({ ...good, rights: 15, expiresAt: 9_999_999_999 });
    expect(door.grant({ claims: more, proof }, asking)).toBeNull();
    expect(door.grant({ proof }, asking)).toBeNull();
    expect(door.grant({ claims }, asking)).toBeNull();
    expect(door.grant({ claims: 'v9.later', proof }, asking)).toBeNull();
    expect(withToken({}, access)).toBeNull();
    const elsewhere = { ...asking, exporter: new Uint8Array(32).fill(9) };
    expect(withToken({}, moderation, elsewhere)).toBeNull();
  });

  it('accepts no tokens in a room without moderators', () => {
    door = new RoomAccess(room, { access });
    expect(withToken()).toBeNull();
    expect(withToken({}, new Uint8Array(32))).toBeNull();
  });

  it('refuses a banned person, and everybody with the same token', () => {
    door.ban('dan', good.nonce);
    expect([withKey(access), withToken({ nonce: 'm'.repeat(16) })]).toEqual([null, null]);
    expect(door.grantCreator({ access }, 'dan')).toBeNull();
    const eve = { ...asking, person: 'eve' };
    expect(withToken({}, moderation, eve)).toBeNull();
    expect(withToken({ nonce: 'm'.repeat(16) }, moderation, eve)).not.toBeNull();
    expect(withKey(access, eve)).not.toBeNull();
    expect(withKey(moderation)).not.toBeNull();
  });

  it('admits everybody as a member to a room without keys', () => {
    door = new RoomAccess('lobby', null);
    expect(withKey(moderation)).toMatchObject({ role: 'member' });
    expect(door.grantCreator({ access }, 'dan')).toBeNull();
  });
});
