import { randomBytes } from 'node:crypto';
import {
  acquaintanceOf,
  identityOfDevice,
  Members,
  openAnnounce,
  openOrder,
  OrderLog,
  pairSafetyCode,
  roomSafetyCode,
  sealAnnounce,
  SealedRoomLink,
  securityState,
} from '@sealwave/e2ee/keys';
import { flipped, ours, outcomeOf, readLink } from './transmissions/ours';
import { isSignedBy, join, newKeyPair } from './transmissions/primitives';
import {
  announce,
  checkedOrder,
  isTokenOf,
  listeningLink,
  moderatorDigest,
  newModerator,
  openedAnnounce,
  orderOf,
  pairCode,
  roomCode,
  roomOf,
  type SealedRoom,
} from './transmissions/sealed-room';

const NO_MODERATOR = Buffer.alloc(16);

/** A room of the second implementation, as ours sees it too. */
async function bothRooms(flags = 0) {
  const moderator = newModerator();
  const second = roomOf(randomBytes(32), flags, moderatorDigest(moderator.point));
  const member = await readLink(second.link);
  const moderation = `&d=${moderator.scalar.toString('base64url')}`;
  const ofModerator = await readLink(second.link + moderation);
  return { second, member, ofModerator, moderator, keys: await member.keys() };
}

/** The second implementation's view of a room that ours made. */
function secondOf(link: SealedRoomLink): SealedRoom {
  const fields = new URLSearchParams(link.fragment);
  const bytes = (name: string) => Buffer.from(fields.get(name) ?? '', 'base64url');
  return roomOf(bytes('k'), parseInt(fields.get('f') ?? '', 16), bytes('p'));
}

describe('the keys of a sealed room', () => {
  it.each([0, 1, 2, 3])(
    'M10.1 follow from its link, and the id from them: flags %i',
    async (flags) => {
      const { second, member, keys } = await bothRooms(flags);
      expect([member.id, member.flags, member.role]).toEqual([second.id, flags, 'member']);
      const { room, meta, psk, kept, safety, digest, speak } = second;
      const expected = {
        room,
        meta,
        psk,
        kept,
        safety,
        moderator: digest,
        speakPoint: speak.point,
      };
      for (const [name, value] of Object.entries(expected)) {
        expect([name, Buffer.from(keys[name as 'meta'])]).toEqual([name, value]);
      }
      const made = await SealedRoomLink.make(flags);
      expect(secondOf(made).link).toBe(made.forMembers().href('https://host/'));
    },
  );

  it('M10.2 are not had from a link that is old, cut or changed', async () => {
    const { second } = await bothRooms();
    const { link } = second;
    const old = 'https://host/r/AAECAwQFBgcICQoLDA0ODw#v=1&k=';
    expect(await outcomeOf(readLink(`${old}${'A'.repeat(43)}`))).toBe('room_link_unsupported');
    expect(await outcomeOf(readLink(link.replace('f=00', 'f=04')))).toBe('room_link_unsupported');
    for (const changed of [link.slice(0, -1), link.replace('f=00', 'f=01')]) {
      expect(await outcomeOf(readLink(changed))).toBe('room_link_invalid');
    }
    const unmoderated = roomOf(randomBytes(32), 0, NO_MODERATOR).link;
    expect(await outcomeOf(readLink(unmoderated))).toBe('accepted');
    const withZero = `${unmoderated}&d=${randomBytes(32).toString('base64url')}`;
    expect(await outcomeOf(readLink(withZero))).toBe('room_link_invalid');
  });

  it('M10.3 are all there for a listener, but for the one to speak', async () => {
    const { second, moderator, keys, ofModerator } = await bothRooms();
    const listener = await readLink(listeningLink(second, moderator.scalar, 2_000_000_000));
    const heard = await listener.keys();
    expect([listener.role, listener.expiresAtMs]).toEqual(['listener', 2e12]);
    expect({ ...heard, speakKey: 0 }).toEqual({ ...keys, speakKey: 0 });
    expect(heard.speakKey).toBeNull();
    const credential = await (
      (await ofModerator.forListeners(2e12)) as SealedRoomLink
    ).credential();
    if (!('claims' in credential)) throw new Error('no token');
    const { claims, tokenMac } = credential;
    const code = Buffer.from(tokenMac);
    expect(isTokenOf(second.room, moderator.scalar, claims, code)).toBe(true);
    expect(isTokenOf(randomBytes(18), moderator.scalar, claims, code)).toBe(false);
  });
});

describe('a moderator', () => {
  it('M10.4 signs orders, and nobody else does', async () => {
    const { second, moderator, keys, ofModerator } = await bothRooms();
    const target = newKeyPair().point;
    const signed = orderOf(second.room, moderator, { act: 3, atMs: 5, target });
    const opened = await openOrder(keys, ours(signed));
    expect(opened).toEqual({ act: 'remove', atMs: 5, target: ours(target) });
    const own = await ofModerator.moderator();
    const order = { act: 'moved', atMs: 6, room: ours(randomBytes(18)) } as const;
    const bytes = Buffer.from((await own?.signOrder(order)) ?? []);
    expect(checkedOrder(second, bytes).subarray(75, 93)).toEqual(Buffer.from(order.room));
    const elsewhere = { ...keys, room: ours(randomBytes(18)) };
    const stranger = orderOf(second.room, newModerator(), { act: 3, atMs: 5, target });
    expect(await outcomeOf(openOrder(elsewhere, ours(signed)))).toBe('order_refused');
    expect(await outcomeOf(openOrder(keys, ours(stranger)))).toBe('order_refused');
    expect(await outcomeOf(openOrder(keys, flipped(signed, 700)))).toBe('order_refused');
    const log = new OrderLog();
    log.accept(opened);
    expect(await outcomeOf(Promise.resolve().then(() => log.accept(opened)))).toBe(
      'replayed_message',
    );
  });

  it('M10.5 proves itself on one connection by a signature, and keeps the key', async () => {
    const { second, moderator, ofModerator } = await bothRooms();
    const exporter = randomBytes(32);
    const own = await ofModerator.moderator();
    const proof = Buffer.from((await own?.prove(ours(exporter))) ?? []);
    const message = join('svc-moderator-v2\0', second.room, exporter);
    expect(isSignedBy(moderator.point, message, proof)).toBe(true);
  });
});

describe('what a member announces', () => {
  const own = () => ({ identity: newKeyPair(), memberKey: newKeyPair().point });

  it('M10.6 is opened by everybody with the link, and changed by nobody', async () => {
    const { second, keys } = await bothRooms();
    const { identity, memberKey } = own();
    const sealed = announce(second, { identity, memberKey, name: 'Ann \u{1f600}', atMs: 7 });
    expect(sealed).toHaveLength(456);
    expect(await openAnnounce(keys, ours(sealed))).toEqual({
      ...{ identity: ours(identity.point), memberKey: ours(memberKey) },
      ...{ name: 'Ann \u{1f600}', atMs: 7, canSpeak: true },
    });
    for (let bit = 0; bit < sealed.length * 8; bit += 61) {
      expect(await outcomeOf(openAnnounce(keys, flipped(sealed, bit)))).toBe('announce_refused');
    }
    const device = await identityOfDevice(ours(randomBytes(32)), keys.room);
    const announced = { identity: device, memberKey: ours(memberKey), name: 'Bob', atMs: 8 };
    const opened = openedAnnounce(second, Buffer.from(await sealAnnounce(keys, announced)));
    expect(opened).toEqual({
      ...{ memberKey, name: 'Bob', atMs: 8, canSpeak: true },
      identity: Buffer.from(device.publicPoint),
    });
    const other = roomOf(randomBytes(32), 0, NO_MODERATOR);
    expect(() => openedAnnounce(other, sealed)).toThrow();
  });

  it('M10.7 lets no listener speak', async () => {
    const { second, keys } = await bothRooms();
    const listener = { ...own(), name: 'Ann', atMs: 7 };
    const sealed = announce(second, { ...listener, listens: true });
    expect(await openAnnounce(keys, ours(sealed))).toMatchObject({ canSpeak: false });
    const forged = announce({ ...second, speak: newKeyPair() }, listener);
    expect(await outcomeOf(openAnnounce(keys, ours(forged)))).toBe('announce_refused');
  });

  it('M10.8 is followed by newer ones of the same identity alone', async () => {
    const { second, keys } = await bothRooms();
    const { identity, memberKey } = own();
    const members = new Members();
    const say = async (atMs: number, who = identity): Promise<string> => {
      const sealed = announce(second, {
        identity: who,
        memberKey: newKeyPair().point,
        name: 'A',
        atMs,
      });
      const opened = await openAnnounce(keys, ours(sealed));
      return outcomeOf(Promise.resolve().then(() => members.announce(1, opened)));
    };
    expect(memberKey).toHaveLength(65);
    expect(await say(10)).toBe('accepted');
    expect(await say(20)).toBe('accepted');
    expect(await say(15)).toBe('replayed_message');
    expect(await say(30, newKeyPair())).toBe('attribution_mismatch');
  });
});

describe('safety codes', () => {
  it('M10.19 are the same for all who see the same people', async () => {
    const { second, keys } = await bothRooms();
    const people = [1, 2, 3].map(() => newKeyPair().point);
    expect(await roomSafetyCode(keys, people.map(ours))).toBe(roomCode(second, people));
    const [one, other] = people;
    expect(await pairSafetyCode(ours(other), ours(one))).toBe(pairCode(one, other));
    expect(roomCode(second, people.slice(1))).not.toBe(roomCode(second, people));
  });

  it('M10.20 make somebody verified, whom nobody else can then be under the same name', () => {
    const [ann, eve] = [newKeyPair(), newKeyPair()].map(({ point }) => ours(point));
    const remembered = [{ name: 'Ann', identity: ann, verified: true }];
    const acquaintance = acquaintanceOf(remembered, { name: 'Ann', identity: eve });
    expect(acquaintance).toBe('changed');
    const other = { n: 2, acquaintance, canHear: true, isFailing: false };
    expect(securityState({ room: 'sealed', others: [other] }).level).toBe('broken');
  });
});
