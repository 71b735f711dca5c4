import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { join } from './hop';
import { PATIENT } from './lobby';
import { C } from './frame';
import { type Control, joinSecured, type SecuredHop } from './secured/secured-hop';
import {
  enterSealed,
  FRAMES,
  HEADER,
  isThrough,
  newSealedRoom,
  partFrom,
  partOf,
  proving,
  TRAILER,
} from './secured/sealed-member';

const MEBIBYTE = 1_048_576;
/** What a part may have at most, and without its kind and its id. */
const [PART_BYTES, BODY_BYTES] = [16 * 1024, 16 * 1024 - 17];
const notAllowed = { t: 'error', code: 'not_allowed' };
const sealed = (bytes = 456): string => randomBytes(bytes).toString('base64url');

describe('what members of a sealed room send each other (docs/protocol.md, section 9.11)', () => {
  let server: ServerProcess;
  beforeEach(async () => (server = await startVoiceServer(PATIENT)));
  afterEach(stopAll);

  /** Members of a room, numbered from 1; the first is a moderator. */
  async function members(count: number) {
    const made = newSealedRoom();
    const enter = (fields = {}) => enterSealed(server.port, made.room, fields);
    const hops: SecuredHop[] = [];
    for (let n = 1; n <= count; n++) hops.push(await enter({ visitor: `visitor-${n}` }));
    hops[0].control(proving(hops[0], made));
    await isThrough(hops[0]);
    return { hops, enter };
  }

  it('M9.39 brings announces to all others, and the latest of each to those who come', async () => {
    const { hops, enter } = await members(2);
    const [ann, ben] = hops;
    const [first, second, third] = [sealed(), sealed(), sealed()];
    ann.control({ t: 'announce', data: first });
    expect(await ben.nextOf('announce')).toEqual({ t: 'announce', n: 1, data: first });
    ben.control({ t: 'announce', data: second });
    expect(await ann.nextOf('announce')).toEqual({ t: 'announce', n: 2, data: second });
    ann.control({ t: 'announce', data: third });
    expect(await ben.nextOf('announce')).toEqual({ t: 'announce', n: 1, data: third });
    const cyd = await enter();
    const told = [await cyd.nextAboutRoom(), await cyd.nextAboutRoom()];
    expect(told).toEqual([
      { t: 'announce', n: 1, data: third },
      { t: 'announce', n: 2, data: second },
    ]);
    ben.close();
    expect(await cyd.nextOf('gone')).toEqual({ t: 'gone', n: 2 });
    const dan = await enter();
    expect(await dan.nextAboutRoom()).toEqual({ t: 'announce', n: 1, data: third });
    await isThrough(dan);
  });

  it('M9.39 brings all announces to all of 64 members that come at once', async () => {
    const made = newSealedRoom();
    const announced = Array.from({ length: 64 }, () => sealed());
    const all = await Promise.all(
      announced.map(async (data) => {
        const hop = await enterSealed(server.port, made.room);
        hop.control({ t: 'announce', data });
        return { hop, data };
      }),
    );
    for (const { hop, data } of all) {
      const heard = new Map<unknown, unknown>();
      while (heard.size < 63) {
        const announce = await hop.nextOf('announce');
        heard.set(announce['n'], announce['data']);
      }
      const others = announced.filter((other) => other !== data);
      expect([...heard.values()].sort()).toEqual(others.sort());
    }
  });

  it('M9.40 brings a record for one member to that one alone', async () => {
    const { hops } = await members(3);
    const [ann, ben, cyd] = hops;
    const data = sealed(2048);
    ann.control({ t: 'direct', n: 2, data });
    for (const n of [1, 99]) ann.control({ t: 'direct', n, data });
    await isThrough(ann);
    expect(await ben.nextOf('direct')).toEqual({ t: 'direct', n: 1, data });
    await expectNoneOf('direct', cyd);
    await expectNoneOf('direct', ben);
  });

  it('M9.41 brings the orders of moderators to all others, and those of nobody else', async () => {
    const { hops } = await members(3);
    const [ann, ben, cyd] = hops;
    const data = sealed(512);
    ben.control({ t: 'order', data: sealed() });
    expect(await ben.nextControl()).toEqual(notAllowed);
    ann.control({ t: 'order', data });
    for (const hop of [ben, cyd]) {
      expect(await hop.nextOf('order')).toEqual({ t: 'order', n: 1, data });
    }
  });

  it.each([
    ['an announce', { t: 'announce', data: sealed(513) }],
    ['an order', { t: 'order', data: sealed(513) }],
    ['a record for one member', { t: 'direct', n: 1, data: sealed(2049) }],
    ['an empty announce', { t: 'announce', data: '' }],
    ['a record for nobody', { t: 'direct', data: sealed() }],
  ])('M9.42 closes on %s that is too long, or malformed', async (_, record) => {
    const { hops } = await members(2);
    const [, ben] = hops;
    ben.control(record);
    expect(await ben.nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
    await ben.stream.closed;
  });

  it('M9.43 brings the parts of a transmission to all others, in order, with the number of their sender', async () => {
    const { hops } = await members(3);
    const [ann, ben, cyd] = hops;
    const id = randomBytes(16);
    const parts = [
      partOf(HEADER, id, 'header'),
      ...Array.from({ length: 20 }, (_, i) => partOf(FRAMES, id, `frames ${i}`)),
      partOf(FRAMES, id, 'f'.repeat(BODY_BYTES)),
      partOf(TRAILER, id, 'trailer'),
    ];
    parts.forEach((part) => ben.sendPart(part));
    for (const hop of [ann, cyd]) {
      for (const part of parts) expect(await hop.nextPart()).toEqual(partFrom(2, part));
    }
    const sent = { t: 'sent', id: id.toString('hex'), recipients: 2 };
    expect(await ben.nextOf('sent')).toEqual(sent);
  });

  it('M9.44 TM-E4 brings no part of somebody who is muted, and says so once', async () => {
    const { hops } = await members(3);
    const [ann, ben, cyd] = hops;
    const [id, other] = [randomBytes(16), randomBytes(16)];
    ann.control({ t: 'moderate', act: 'mute', n: 2 });
    expect(await ben.nextOf('muted')).toMatchObject({ on: true });
    for (const kind of [HEADER, FRAMES, FRAMES, TRAILER]) ben.sendPart(partOf(kind, id, 'muted'));
    expect(await ben.nextControl()).toEqual(notAllowed);
    ben.control({ t: 'ping' });
    expect(await ben.nextControl()).toEqual({ t: 'pong' });
    ann.control({ t: 'moderate', act: 'unmute', n: 2 });
    expect(await ben.nextOf('muted')).toMatchObject({ on: false });
    ben.sendPart(partOf(HEADER, other, 'heard'));
    expect(await cyd.nextPart()).toEqual(partFrom(2, partOf(HEADER, other, 'heard')));
  });

  it.each([
    ['of no kind', Buffer.concat([Buffer.of(4), randomBytes(40)])],
    ['without a body', Buffer.concat([Buffer.of(1), randomBytes(16)])],
    ['that is empty', Buffer.alloc(0)],
  ])('M9.45 closes on a part %s', async (_, part) => {
    const { hops } = await members(2);
    hops[1].sendPart(part);
    expect(await hops[1].nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
    await hops[1].stream.closed;
  });

  it('M9.45 closes on a part above 16 KiB, judged from its length', async () => {
    const { hops } = await members(2);
    const [ann, ben] = hops;
    ben.sendPart(Buffer.alloc(PART_BYTES + 1, 1));
    await ben.stream.closed;
    await server.logged('"frame_too_large"');
    expect(await ann.nextOf('gone')).toEqual({ t: 'gone', n: 2 });
  });

  it.each([
    ['audio', 'for the server to hear'],
    ['empty audio', ''],
  ])('M9.46 closes on %s in a sealed room, and brings it to nobody', async (_, audio) => {
    const { hops } = await members(3);
    const [ann, ben, cyd] = hops;
    ben.send(Buffer.from(audio));
    expect(await ben.nextControl()).toEqual({ t: 'error', code: 'e2ee_required' });
    await ben.stream.closed;
    const part = partOf(HEADER, randomBytes(16), 'sealed');
    cyd.sendPart(part);
    expect(await ann.nextPart()).toEqual(partFrom(3, part));
  });

  it.each([
    ['a part', (hop: SecuredHop) => hop.sendPart(partOf(HEADER, randomBytes(16), 'sealed'))],
    ['an announce', (hop: SecuredHop) => hop.control({ t: 'announce', data: sealed() })],
    ['an order', (hop: SecuredHop) => hop.control({ t: 'order', data: sealed() })],
    ['a direct record', (hop: SecuredHop) => hop.control({ t: 'direct', n: 1, data: sealed() })],
  ])('M9.46 closes on %s in the lobby', async (_, send) => {
    const hop = await joinSecured(server.port, ['sealed1']);
    send(hop);
    expect(await hop.nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
    await hop.stream.closed;
  });

  it('M9.46 leaves a client of the base protocol in the lobby as it is', async () => {
    await members(2);
    const [ann, ben] = [await join(server.port), await join(server.port)];
    ann.send(Buffer.from('audio'));
    expect(await ben.receive()).toEqual(Buffer.from('audio'));
    ben.send(Buffer.from('an answer'));
    expect(await ann.receive()).toEqual(Buffer.from('an answer'));
  });
});

describe('limits in a sealed room (docs/protocol.md, section 9.11)', () => {
  afterEach(stopAll);

  /** Members of a room on a server with these settings. */
  async function members(
    settings: object,
    count: number,
  ): Promise<[ServerProcess, ...SecuredHop[]]> {
    const server = await startVoiceServer({ ...PATIENT, ...settings });
    const { room } = newSealedRoom();
    const hops: SecuredHop[] = [];
    for (let n = 1; n <= count; n++) hops.push(await enterSealed(server.port, room));
    return [server, ...hops];
  }

  const [id, other] = [randomBytes(16), randomBytes(16)];
  const marker = partOf(HEADER, other, 'not held back');
  const counted: readonly [string, number, (hop: SecuredHop, i: number) => void][] = [
    ['part', 2, (hop, i) => hop.sendPart(partOf(FRAMES, id, `${i}`))],
    ['announce', 2, (hop, i) => hop.control({ t: 'announce', data: dataOf(i) })],
    ['direct record', 1, (hop, i) => hop.control({ t: 'direct', n: 3, data: dataOf(i) })],
  ];

  it.each(counted)(
    'M9.47 TM-D11: counts each %s once for each that it goes to, and loses none',
    async (_, copies, send) => {
      const [, ann, ben, cyd] = await members({ VOICE_DELIVERIES_PER_SECOND: 50 }, 3);
      const count = 120 / copies + 20;
      for (let i = 0; i < count; i++) send(ann, i);
      // 100 copies at once: by then the rest is being held back.
      const heard: string[] = [];
      while (heard.length < 100 / copies) heard.push(await heardFrom(cyd));
      ben.sendPart(marker);
      while (heard.length < count + 1) heard.push(await heardFrom(cyd));
      expect(heard.at(-1)).not.toBe('not held back');
      const rest = heard.filter((text) => text !== 'not held back');
      expect(rest).toEqual(Array.from({ length: count }, (_, i) => `${i}`));
    },
  );

  it('M9.47 TM-D5: reads a client that sends too many parts more slowly and loses none', async () => {
    const [, ann, ben, cyd] = await members({ VOICE_MESSAGES_PER_SECOND: 4 }, 3);
    for (let i = 0; i < 20; i++) ann.sendPart(partOf(FRAMES, id, `${i}`));
    const heard = [await heardFrom(cyd)];
    ben.sendPart(marker);
    while (heard.length < 21) heard.push(await heardFrom(cyd));
    expect(heard.at(-1)).not.toBe('not held back');
    const rest = heard.filter((text) => text !== 'not held back');
    expect(rest).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`));
  });

  it('M9.47 TM-D4: disconnects a member that reads nothing, and nobody waits for it', async () => {
    const unhurried = {
      VOICE_MESSAGES_PER_SECOND: 1_000_000,
      VOICE_BYTES_PER_SECOND: 1024 * MEBIBYTE,
      VOICE_MAX_QUEUED_BYTES: MEBIBYTE,
    };
    const [server, ann, ben, slow] = await members(unhurried, 3);
    slow.stream.socket.pause();
    const cut = server.logged('"slow_consumer"').then(() => true);
    const part = partOf(FRAMES, id, 'f'.repeat(BODY_BYTES));
    for (let isCut = false; !isCut;) {
      for (let i = 0; i < 16; i++) ann.sendPart(part);
      for (let i = 0; i < 16; i++) await ben.nextPart();
      isCut = await Promise.race([cut, false]);
    }
    ann.sendPart(marker);
    expect(await ben.nextPart()).toEqual(partFrom(1, marker));
    slow.stream.socket.resume();
    await slow.stream.closed;
  });
});

/** What the next part, announce or direct record says. */
async function heardFrom(hop: SecuredHop): Promise<string> {
  for (;;) {
    const [type, plaintext] = await hop.nextRecord();
    if (type !== C) return plaintext.subarray(4 + 17).toString();
    const { data } = JSON.parse(plaintext.toString()) as Control;
    if (typeof data === 'string') return Buffer.from(data, 'base64url').toString();
  }
}

/** Expects that the server has sent no record of this kind. */
async function expectNoneOf(t: string, hop: SecuredHop): Promise<void> {
  hop.control({ t: 'ping' });
  for (let seen = ''; seen !== 'pong';) {
    seen = (await hop.nextAboutRoom()).t;
    expect(seen).not.toBe(t);
  }
}

/** Sealed bytes that say which one they are. */
function dataOf(i: number): string {
  return Buffer.from(`${i}`).toString('base64url');
}
