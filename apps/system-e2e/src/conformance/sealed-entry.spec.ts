import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { PATIENT } from './lobby';
import { joinSecured } from './secured/secured-hop';
import {
  ask,
  creating,
  enterSealed,
  isThrough,
  newSealedRoom,
  proofOf,
  proving,
  shaken,
} from './secured/sealed-member';
import { hmac } from './secured/secured-keys';
import { moderatorDigest, newModerator, roomOf } from './transmissions/sealed-room';

const denied = { t: 'error', code: 'join_denied' };
const notAllowed = { t: 'error', code: 'not_allowed' };

describe('entering a sealed room (docs/protocol.md, section 9.11)', () => {
  let server: ServerProcess;
  beforeEach(async () => (server = await startVoiceServer(PATIENT)));
  afterEach(stopAll);

  it('M9.35 is for clients with sealed1, which the server names too', async () => {
    const { room } = newSealedRoom();
    const hop = await shaken(server.port);
    const joined = await ask(hop, creating(room));
    expect(joined).toMatchObject({ t: 'joined', you: 1, moderator: false, members: [{ n: 1 }] });
    expect(joined['caps']).toContain('sealed1');
    const join = { t: 'join', v: 1, room: room.id };
    const second = await shaken(server.port);
    const proof = proofOf(second, room.access);
    expect(await ask(second, { ...join, caps: ['sealed1'], proof })).toMatchObject({ you: 2 });
    const required = { t: 'error', code: 'e2ee_required' };
    const old = await shaken(server.port);
    const caps = ['message1', 'sender1'];
    expect(await ask(old, { ...join, caps, proof: proofOf(old, room.access) })).toEqual(required);
    const maker = await shaken(server.port);
    expect(await ask(maker, { ...creating(newSealedRoom().room), caps })).toEqual(required);
  });

  it('M9.36 TM-S7 makes no room whose id does not follow from what its maker gives', async () => {
    const { room } = newSealedRoom();
    const made = creating(room);
    const stranger = moderatorDigest(newModerator().point).toString('base64url');
    const squats = [
      { ...made, access: randomBytes(32).toString('base64url') },
      { ...made, flags: 1 },
      { ...made, moderator: stranger },
      { ...made, moderator: Buffer.alloc(16).toString('base64url') },
      { ...made, room: randomBytes(18).toString('base64url') },
    ];
    for (const squat of squats) expect(await ask(await shaken(server.port), squat)).toEqual(denied);
    await enterSealed(server.port, room);
    for (const squat of squats) expect(await ask(await shaken(server.port), squat)).toEqual(denied);
    expect(await ask(await shaken(server.port), made)).toMatchObject({ t: 'joined', you: 2 });
  });

  it('M9.36 closes on a create with a moderation key, or without flags or moderators', async () => {
    const made = creating(newSealedRoom().room);
    const key = randomBytes(32).toString('base64url');
    const { flags, moderator, ...rest } = made;
    for (const create of [
      { ...made, moderation: key },
      { ...rest, flags },
      { ...rest, moderator },
    ]) {
      const hop = await shaken(server.port);
      expect(await ask(hop, { ...create, t: 'create' })).toMatchObject({ code: 'protocol_error' });
      await hop.stream.closed;
    }
  });

  it('M9.36 leaves rooms of version 1 as they are', async () => {
    const room = randomBytes(16).toString('base64url');
    const access = randomBytes(32).toString('base64url');
    const create = { t: 'create', v: 1, room, caps: [], access, moderation: access };
    const hop = await shaken(server.port);
    expect(await ask(hop, create)).toMatchObject({ t: 'joined', moderator: true });
  });

  it('M9.37 takes a member for a moderator that proves it on this connection, and tells all', async () => {
    const made = newSealedRoom();
    const [ann, ben] = [
      await enterSealed(server.port, made.room),
      await enterSealed(server.port, made.room),
    ];
    ben.control({ t: 'moderate', act: 'mute', n: 1 });
    expect(await ben.nextControl()).toEqual(notAllowed);
    ann.control(proving(ann, made));
    const here = { t: 'here', n: 1, name: null, moderator: true };
    expect(await ben.nextOf('here')).toEqual(here);
    expect(await ann.nextOf('here')).toMatchObject({ n: 2 });
    expect(await ann.nextOf('here')).toEqual(here);
    ann.control({ t: 'moderate', act: 'mute', n: 2 });
    expect(await ben.nextOf('muted')).toEqual({ t: 'muted', n: 2, on: true });
    ben.control(proving(ben, made));
    expect(await ben.nextOf('here')).toMatchObject({ n: 2, moderator: true });
    expect(await ben.nextOf('muted')).toEqual({ t: 'muted', n: 2, on: false });
    ann.control({ t: 'moderate', act: 'kick', n: 2 });
    expect(await ann.nextControl()).toEqual(notAllowed);
  });

  it('M9.37 TM-S7 takes no proof of a stranger, of another connection or with a changed signature', async () => {
    const made = newSealedRoom();
    const [ann, ben] = [
      await enterSealed(server.port, made.room),
      await enterSealed(server.port, made.room),
    ];
    const right = proving(ben, made);
    const stranger = newModerator();
    const signature = Buffer.from(String(right['signature']), 'base64url');
    signature[40] ^= 1;
    for (const wrong of [
      proving(ben, { ...made, moderator: stranger }),
      { ...proving(ben, { ...made, moderator: stranger }), point: right['point'] },
      proving(ann, made),
      proving(ben, { ...made, room: roomOf(randomBytes(32), 0, made.room.digest) }),
      { ...right, signature: signature.toString('base64url') },
    ]) {
      ben.control({ ...wrong, t: 'prove' });
      expect(await ben.nextControl()).toEqual(notAllowed);
    }
    ben.control({ t: 'moderate', act: 'kick', n: 1 });
    expect(await ben.nextControl()).toEqual(notAllowed);
    ben.control(right);
    expect(await ben.nextOf('here')).toMatchObject({ n: 2, moderator: true });
  });

  it('M9.37 bans no address that a moderator has too, and others for as long as the room lasts', async () => {
    const made = newSealedRoom();
    const enter = (visitor: string) => enterSealed(server.port, made.room, { visitor });
    const ann = await enter('ann');
    ann.control(proving(ann, made));
    const [sister, ben] = [await enter('ann'), await enter('ben')];
    for (const n of [2, 3]) ann.control({ t: 'moderate', act: 'ban', n });
    for (const hop of [sister, ben]) {
      expect(await hop.nextControl()).toEqual({ t: 'error', code: 'removed' });
      await hop.stream.closed;
    }
    await expect(enter('ben')).rejects.toThrow('error instead of joined');
    await enter('ann');
  });

  it('M9.38 takes tokens once a moderator has come, and with that key alone', async () => {
    const made = newSealedRoom();
    const key = randomBytes(32);
    const expiresAt = Math.ceil(Date.now() / 1000) + 600;
    const nonce = randomBytes(12).toString('base64url');
    const claims = `v2.${made.room.id}.${expiresAt}.2.${nonce}`;
    const enter = async (tokenKey = key) => {
      const hop = await shaken(server.port);
      const mac = hmac(tokenKey, Buffer.from(`svc-token-v1\0${claims}`));
      const proof = proofOf(hop, mac);
      return ask(hop, { t: 'join', v: 1, room: made.room.id, caps: ['sealed1'], claims, proof });
    };
    const ann = await enterSealed(server.port, made.room);
    expect(await enter()).toEqual(denied);
    ann.control(proving(ann, made, key));
    await isThrough(ann);
    expect(await enter(randomBytes(32))).toEqual(denied);
    expect(await enter()).toMatchObject({ t: 'joined', you: 2, members: [{}, { listener: true }] });
  });

  it('M9.35 keeps clients of the lobby from nothing', async () => {
    await enterSealed(server.port, newSealedRoom().room);
    const [ann, ben] = [await joinSecured(server.port), await joinSecured(server.port)];
    ann.send(Buffer.from('for the lobby'));
    expect(await ben.receive()).toEqual(Buffer.from('for the lobby'));
  });
});
