import { SigningKey } from '@sealwave/crypto';
import { ErrorCode, fromBase64Url, fromHex } from '@sealwave/kernel';
import { type ControlRecord, joinProof, tokenMac } from '@sealwave/node/hop';
import { moderatorDigest, moderatorProofMessage, type Role } from '@sealwave/room';
import { encodePart, type TransmissionPart } from '@sealwave/room/record';
import { Room } from '../rooms/room';
import { AT_ONCE } from '../rooms/room-news';
import { RoomTurns } from '../rooms/room-turns';
import { eventOfPart, type SealedEvent } from '../session/session-event';
import type { VoiceSession } from '../session/voice-session';
import { SealedRelay } from './sealed-relay';

const id = 'A'.repeat(24);
const access = new Uint8Array(32).fill(2);
const exporter = new Uint8Array(32).fill(1);
const tokenKey = new Uint8Array(32).fill(7);
const data = Uint8Array.of(1, 2, 3);
const notAllowed = { t: 'error', code: ErrorCode.NotAllowed };
const transmission = 'ab'.repeat(16);

type Sealed = Extract<SealedEvent, { kind: 'sealed' }>['record'];

/** A session that writes down what it is sent and charged. */
class Member {
  readonly told: ControlRecord[] = [];
  readonly parts: Uint8Array[] = [];
  readonly charged = { deliveries: 0, bytes: 0 };
  readonly exporter = exporter;

  constructor(
    readonly room: Room,
    readonly role: Role,
    readonly person: string,
  ) {
    const { session } = this;
    room.enter(session, { name: null, role, person, token: null });
  }

  get session(): VoiceSession {
    return this as unknown as VoiceSession;
  }

  sendControl = (record: ControlRecord): void => void this.told.push(record);
  sendPart = (part: Uint8Array): void => void this.parts.push(part);
  charge = (deliveries: number, bytes: number): void => {
    this.charged.deliveries += deliveries;
    this.charged.bytes += bytes;
  };
  remove = (): void => undefined;
}

describe('SealedRelay', () => {
  const relay = new SealedRelay(new RoomTurns());
  let key: SigningKey;
  let room: Room;
  let ann: Member;
  let ben: Member;
  let cyd: Member;

  beforeAll(async () => (key = await SigningKey.generate()));
  beforeEach(async () => {
    room = new Room(id, { access, moderator: await moderatorDigest(key.publicPoint) });
    ann = new Member(room, 'member', 'ann');
    ben = new Member(room, 'member', 'ben');
    cyd = new Member(room, 'member', 'cyd');
    for (const { told } of [ann, ben, cyd]) told.length = 0;
  });

  const say = (member: Member, record: Sealed) =>
    relay.relay({ session: member.session, room, event: { kind: 'sealed', record } });

  const sendPart = (member: Member, kind: TransmissionPart['kind'], text = transmission) => {
    const bytes = encodePart({ kind, transmissionId: fromHex(text), body: data });
    return relay.relay({ session: member.session, room, event: eventOfPart(bytes) });
  };

  async function prove(member: Member): Promise<void> {
    const message = moderatorProofMessage(fromBase64Url(id), exporter);
    const signature = await key.sign(message);
    await say(member, { t: 'prove', point: key.publicPoint, signature, tokenKey });
  }

  it('brings an announce to all others, and to those who come later', async () => {
    await say(ann, { t: 'announce', data: Uint8Array.of(9) });
    await say(ann, { t: 'announce', data });
    const announce = { t: 'announce', n: 1, data };
    expect(ann.told).toEqual([]);
    expect([ben.told.at(-1), cyd.told.at(-1)]).toEqual([announce, announce]);
    const dan = new Member(room, 'member', 'dan');
    expect(dan.told.map(({ t }) => t)).toEqual(['joined', 'announce']);
    expect(dan.told[1]).toEqual(announce);
    room.leave(ann.session);
    const eve = new Member(room, 'member', 'eve');
    expect(eve.told.map(({ t }) => t)).toEqual(['joined']);
  });

  it('brings a direct record to one member, and none to somebody who has left', async () => {
    await say(ann, { t: 'direct', n: 2, data });
    for (const n of [1, 99]) await say(ann, { t: 'direct', n, data });
    expect(ben.told).toEqual([{ t: 'direct', n: 1, data }]);
    expect([ann.told, cyd.told]).toEqual([[], []]);
  });

  it('TM-E2 brings orders of moderators alone', async () => {
    await say(ben, { t: 'order', data });
    expect(ben.told).toEqual([notAllowed]);
    expect(ann.told).toEqual([]);
    await prove(ann);
    await say(ann, { t: 'order', data });
    expect(ben.told.at(-1)).toEqual({ t: 'order', n: 1, data });
    expect(cyd.told.at(-1)).toEqual({ t: 'order', n: 1, data });
  });

  it('makes a moderator of a member that proves to be one, tells all, and then admits with tokens', async () => {
    const claims = `v2.${id}.9999999999.2.${'n'.repeat(16)}`;
    const proof = joinProof(tokenMac(tokenKey, claims), exporter);
    const enter = () =>
      room.access.grant({ claims, proof }, { exporter, person: 'dan', dateMs: 0 })?.role;
    expect(enter()).toBeUndefined();
    await prove(ben);
    const here = { t: 'here', n: 2, name: null, moderator: true };
    for (const { told } of [ann, ben, cyd]) expect(told).toEqual([here]);
    expect(room.isModerator(ben.session)).toBe(true);
    expect(enter()).toBe('listener');
    await prove(ben);
    expect(ann.told).toEqual([here]);
  });

  it('leaves a member as it is whose proof is wrong', async () => {
    const signature = new Uint8Array(64);
    await say(ben, { t: 'prove', point: key.publicPoint, signature, tokenKey });
    expect(ben.told).toEqual([notAllowed]);
    expect(room.isModerator(ben.session)).toBe(false);
  });

  it('lets a muted member that proves to be a moderator be heard', async () => {
    await prove(ann);
    room.moderate(ann.session, 'mute', 2);
    expect(room.isAudible(ben.session)).toBe(false);
    await prove(ben);
    expect(room.isAudible(ben.session)).toBe(true);
    expect(cyd.told.slice(-2)).toEqual([
      { t: 'here', n: 2, name: null, moderator: true },
      { t: 'muted', n: 2, on: false },
    ]);
  });

  it('bans no address that a moderator has too, who would come back as an ordinary member', async () => {
    await prove(ann);
    const enter = (person: string) =>
      room.access.grant({ proof: joinProof(access, exporter) }, { exporter, person, dateMs: 0 });
    const neighbour = new Member(room, 'member', 'ann');
    room.moderate(ann.session, 'ban', 4);
    expect(room.has(neighbour.session)).toBe(false);
    expect(enter('ann')).not.toBeNull();
    room.moderate(ann.session, 'ban', 2);
    expect(enter('ben')).toBeNull();
  });

  it('brings the parts of a transmission to all others, and says at its end how many they were', async () => {
    for (const kind of ['header', 'frames', 'trailer'] as const) await sendPart(ann, kind);
    for (const { parts } of [ben, cyd]) {
      const sent = parts.map((part) => [...part.subarray(0, 5)]);
      expect(sent).toEqual([1, 2, 3].map((kind) => [0, 0, 0, 1, kind]));
      expect(parts.every((part) => part.length === 4 + 1 + 16 + data.length)).toBe(true);
    }
    expect(ann.parts).toEqual([]);
    expect(ann.told).toEqual([{ t: 'sent', id: transmission, recipients: 2 }]);
  });

  it('TM-D11 charges each copy to the sender', async () => {
    await say(ann, { t: 'announce', data });
    await say(ann, { t: 'direct', n: 2, data });
    await sendPart(ann, 'frames');
    const bytes = 3 * data.length + 2 * (17 + data.length);
    expect(ann.charged).toEqual({ deliveries: 5, bytes });
    expect(ben.charged).toEqual({ deliveries: 0, bytes: 0 });
  });

  it('TM-E4 brings nothing of a muted member or a listener, and tells it once a transmission', async () => {
    await prove(ann);
    room.moderate(ann.session, 'mute', 2);
    const listener = new Member(room, 'listener', 'dan');
    for (const member of [ben, listener]) {
      member.told.length = 0;
      for (const kind of ['header', 'frames', 'trailer'] as const) await sendPart(member, kind);
      await sendPart(member, 'header', 'cd'.repeat(16));
      expect(member.told).toEqual([notAllowed, notAllowed]);
      await say(member, { t: 'announce', data });
    }
    expect(cyd.parts).toEqual([]);
    expect(cyd.told.filter(({ t }) => t === 'announce')).toHaveLength(2);
  });

  it('brings nothing before the others know that its sender is there', async () => {
    const turns = new RoomTurns();
    const pace = { intervalMs: 1_000_000, turns };
    const slow = new Room(id, { access, moderator: await moderatorDigest(key.publicPoint) }, pace);
    const first = new Member(slow, 'member', 'one');
    new Member(slow, 'member', 'two');
    const third = new Member(slow, 'member', 'three');
    const event = { kind: 'sealed', record: { t: 'announce', data } } as const;
    await relay.relay({ session: third.session, room: slow, event });
    expect(first.told.slice(-2).map(({ t }) => t)).toEqual(['here', 'announce']);
  });

  it('does nothing for a member that has left, or in a room that is not sealed', async () => {
    room.leave(ann.session);
    for (const { told } of [ben, cyd]) told.length = 0;
    await say(ann, { t: 'announce', data });
    await sendPart(ann, 'header');
    expect([ben.told, ben.parts, cyd.told]).toEqual([[], [], []]);
    expect(room.sealed?.announced).toEqual([]);
    const open = new Room('B'.repeat(22), { access }, AT_ONCE);
    const [dan, eve] = [new Member(open, 'member', 'dan'), new Member(open, 'member', 'eve')];
    const event = { kind: 'sealed', record: { t: 'announce', data } } as const;
    await relay.relay({ session: dan.session, room: open, event });
    expect(eve.told.map(({ t }) => t)).toEqual(['joined']);
  });

  it('belongs into sealed rooms alone, and sound only into others', () => {
    expect(() => room.assertCarries('audio')).toThrow(
      expect.objectContaining({ code: ErrorCode.E2eeRequired }),
    );
    for (const kind of ['part', 'sealed', 'control'] as const) room.assertCarries(kind);
    const open = new Room('B'.repeat(22), { access }, AT_ONCE);
    for (const kind of ['audio', 'control'] as const) open.assertCarries(kind);
    for (const kind of ['part', 'sealed'] as const) {
      expect(() => open.assertCarries(kind)).toThrow(
        expect.objectContaining({ code: ErrorCode.ProtocolError }),
      );
    }
  });
});
