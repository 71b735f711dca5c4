import { SigningKey } from '@sealwave/crypto';
import { concat, ErrorCode, toHex } from '@sealwave/kernel';
import { announceOf, flipped, personWith, roomOf } from '../../testing/room-fixture';
import { type Announcement, ANNOUNCE_BYTES, openAnnounce, sealAnnounce } from './announce';
import { identityOfDevice } from './device-identity';
import { Members } from './members';
import { SealedRoomLink } from '../links/sealed-room-link';

const refused = expect.objectContaining({ code: ErrorCode.AnnounceRefused });
const mismatch = expect.objectContaining({ code: ErrorCode.AttributionMismatch });
const replayed = expect.objectContaining({ code: ErrorCode.ReplayedMessage });

describe('A3: an announce', () => {
  it.each([['Ann'], [null], ['\u{1f600}'.repeat(40)]])('says who is there: %s', async (name) => {
    const person = await personWith(await SealedRoomLink.make(0), 1);
    const sealed = await announceOf(person, name, 42);
    expect(sealed).toHaveLength(ANNOUNCE_BYTES);
    expect(ANNOUNCE_BYTES).toBe(456);
    expect(await openAnnounce(person.keys, sealed)).toEqual({
      ...{ name, atMs: 42, canSpeak: true, identity: person.identity.publicPoint },
      memberKey: person.memberKeys.current.publicPoint,
    });
  });

  it('is refused with any one byte changed, cut or longer', async () => {
    const person = await personWith(await SealedRoomLink.make(0), 1);
    const sealed = await announceOf(person, 'Ann');
    for (let bit = 0; bit < sealed.length * 8; bit += 3) {
      await expect(openAnnounce(person.keys, flipped(sealed, bit))).rejects.toEqual(refused);
    }
    for (const changed of [sealed.slice(1), concat(sealed, sealed), new Uint8Array()]) {
      await expect(openAnnounce(person.keys, changed)).rejects.toEqual(refused);
    }
  });

  it('is refused in another room, and from somebody without the link', async () => {
    const [one, other] = [await SealedRoomLink.make(0), await SealedRoomLink.make(0)];
    const person = await personWith(one, 1);
    await expect(openAnnounce(await other.keys(), await announceOf(person, 'Ann'))).rejects.toEqual(
      refused,
    );
    const moved = { ...(await one.keys()), room: new Uint8Array(18) };
    await expect(openAnnounce(moved, await announceOf(person, 'Ann'))).rejects.toEqual(refused);
  });

  it('is refused with a member key that nobody can seal for', async () => {
    const person = await personWith(await SealedRoomLink.make(0), 1);
    const { keys, identity } = person;
    for (const first of [2, 4]) {
      const memberKey = new Uint8Array(65).fill(first, 0, 1);
      const sealed = await sealAnnounce(keys, { memberKey, identity, name: 'Ann', atMs: 1 });
      await expect(openAnnounce(keys, sealed)).rejects.toEqual(refused);
    }
  });

  it('does not let a listener speak, nor with the key of another room', async () => {
    const made = await SealedRoomLink.make(0);
    const listener = await personWith((await made.forListeners(2e12))!, 1);
    const announced = await openAnnounce(listener.keys, await announceOf(listener, 'Ann'));
    expect(announced.canSpeak).toBe(false);
    const forged = {
      ...listener,
      keys: { ...listener.keys, speakKey: await SigningKey.generate() },
    };
    await expect(openAnnounce(listener.keys, await announceOf(forged, 'Ann'))).rejects.toEqual(
      refused,
    );
  });

  it('is refused with the member key or the identity of somebody else', async () => {
    const made = await SealedRoomLink.make(0);
    const [ann, eve] = [await personWith(made, 1), await personWith(made, 2)];
    // Eve signs with her identity what has that of Ann in it: nobody can sign for Ann.
    const posing = new SigningKey({
      ...eve.identity.stored,
      publicPoint: ann.identity.publicPoint,
    });
    await expect(
      openAnnounce(
        made.flags === 0 ? ann.keys : ann.keys,
        await announceOf({ ...eve, identity: posing }, 'Ann'),
      ),
    ).rejects.toEqual(refused);
  });

  it.each(['A\u200bnn', ' Ann', '\ufeffAnn', 'x'.repeat(41), '\u202eAnn'])(
    'is refused with a name that nobody can have: %j',
    async (name) => {
      const person = await personWith(await SealedRoomLink.make(0), 1);
      const { keys, identity } = person;
      const memberKey = person.memberKeys.current.publicPoint;
      const sealed = await sealAnnounce(keys, { memberKey, identity, name, atMs: 1 });
      await expect(openAnnounce(keys, sealed)).rejects.toEqual(refused);
    },
  );
});

describe('TM-S2: the members of a room', () => {
  const person = (identity: number, memberKey: number, atMs: number): Announcement => ({
    ...{ atMs, name: null, canSpeak: true },
    identity: new Uint8Array(65).fill(identity),
    memberKey: new Uint8Array(65).fill(memberKey),
  });

  it('have each the newest key that they announced', () => {
    const members = new Members();
    members.announce(1, person(1, 1, 10));
    members.announce(1, person(1, 2, 20));
    members.announce(1, person(1, 2, 20));
    expect(members.get(1)?.memberKey[0]).toBe(2);
    expect(() => members.announce(1, person(1, 1, 10))).toThrow(replayed);
    expect(() => members.announce(1, person(1, 3, 20))).toThrow(replayed);
  });

  it('do not turn into somebody else under one number', () => {
    const members = new Members();
    members.announce(1, person(1, 1, 10));
    expect(() => members.announce(1, person(2, 1, 20))).toThrow(mismatch);
    members.leave(1);
    members.announce(1, person(2, 1, 20));
    expect(members.identities()).toHaveLength(1);
  });

  it('are no more than a room has', () => {
    const members = new Members();
    for (let n = 1; n <= 64; n++) members.announce(n, person(n, n, 1));
    expect(() => members.announce(65, person(65, 65, 1))).toThrow(refused);
    members.announce(64, person(64, 65, 2));
    expect([...members.entries()]).toHaveLength(64);
  });

  it('see two devices with one identity as one person in the safety code', () => {
    const members = new Members();
    members.announce(1, person(1, 1, 1));
    members.announce(2, person(1, 2, 1));
    expect(members.identities()).toHaveLength(1);
  });
});

describe('the identity of a device', () => {
  it('is the same in one room each time, and another one in each room', async () => {
    const secret = new Uint8Array(32).fill(5);
    const points = await Promise.all(
      [1, 1, 2].map((room) => identityOfDevice(secret, new Uint8Array(18).fill(room))),
    );
    const [first, again, other] = points.map(({ publicPoint }) => toHex(publicPoint));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is announced as any other', async () => {
    const made = await SealedRoomLink.make(0);
    const [one, other] = [await personWith(made, 1), await personWith(made, 2)];
    const identity = await identityOfDevice(new Uint8Array(32), one.keys.room);
    await roomOf({ ...one, identity }, other);
    expect(other.members.get(1)?.identity).toEqual(identity.publicPoint);
  });
});
