import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { FrameStream } from './frame-stream';
import { join } from './hop';
import { PATIENT } from './lobby';
import { nativeSealed } from './native-message';
import {
  type Control,
  JOIN,
  joinSecured,
  type SecuredHop,
  shakeSecured,
} from './secured/secured-hop';
import { hmac } from './secured/secured-keys';

interface Link {
  readonly room: string;
  readonly access: Buffer;
}

const newLink = (): Link => ({
  room: randomBytes(16).toString('base64url'),
  access: randomBytes(32),
});

describe('rooms (docs/protocol.md, section 9.10)', () => {
  let server: ServerProcess;
  beforeEach(async () => (server = await startVoiceServer(PATIENT)));
  afterEach(stopAll);

  const shaken = async (): Promise<SecuredHop> => shakeSecured(await FrameStream.open(server.port));

  /** Asks to be let in, and returns what the server answers. */
  function askToEnter(hop: SecuredHop, record: Record<string, unknown>): Promise<Control> {
    hop.control({ ...JOIN, ...record });
    return hop.nextControl();
  }

  const proofOf = (hop: SecuredHop, access: Buffer): string =>
    hmac(access, Buffer.concat([Buffer.from('svc-join-v1\0'), hop.exporter])).toString('base64url');

  const create = (hop: SecuredHop, { room, access }: Link, fields = {}): Promise<Control> =>
    askToEnter(hop, { t: 'create', room, access: access.toString('base64url'), ...fields });

  const enter = (hop: SecuredHop, { room, access }: Link, fields = {}): Promise<Control> =>
    askToEnter(hop, { room, proof: proofOf(hop, access), ...fields });

  /** Resolves when the server has dealt with all that came before on this connection. */
  async function isThrough(hop: SecuredHop): Promise<void> {
    hop.control({ t: 'ping' });
    expect(await hop.nextControl()).toEqual({ t: 'pong' });
  }

  async function inRoom(link: Link, fields = {}): Promise<SecuredHop> {
    const hop = await shaken();
    const answer = await create(hop, link, fields);
    if (answer.t !== 'joined') throw new Error(`${answer.t} instead of joined`);
    return hop;
  }

  it('M9.21 lets in who proves on this connection that it has the link', async () => {
    const link = newLink();
    await inRoom(link);
    expect(await enter(await shaken(), link)).toMatchObject({ t: 'joined' });
  });

  it('M9.21 gives one answer to a wrong proof, none, one of another connection, and no room', async () => {
    const link = newLink();
    const inside = await inRoom(link);
    const answers = [
      await enter(await shaken(), { ...link, access: randomBytes(32) }),
      await askToEnter(await shaken(), { room: link.room }),
      await askToEnter(await shaken(), { room: link.room, proof: proofOf(inside, link.access) }),
      await enter(await shaken(), newLink()),
      await create(await shaken(), { ...link, access: randomBytes(32) }),
    ];
    for (const answer of answers) expect(answer).toEqual({ t: 'error', code: 'join_denied' });
  });

  it.each([
    ['Persian with U+200C', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['Sinhala with U+200D', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
    ['an emoji of several parts', '\u{1f469}\u200d\u{1f680}'],
    ['40 characters outside the BMP', '\u{1f600}'.repeat(40)],
  ])('M9.33 takes a name of %s', async (_, name) => {
    const answer = await create(await shaken(), newLink(), { name });
    expect(answer).toMatchObject({ t: 'joined', members: [{ n: 1, name }] });
  });

  it.each([
    ['nothing', ''],
    ['41 characters', 'a'.repeat(41)],
    ['spaces alone', '   '],
    ['a control character', 'a\u0007b'],
    ['a direction', 'a\u202eb'],
    ['U+200D at its end', 'Ann\u200d'],
    ['U+200C between Latin letters', 'An\u200cn'],
    ['five marks in a row', `a${'\u0301'.repeat(5)}`],
    ['a space at its end', 'Ann '],
  ])('M9.33 refuses a name of %s', async (_, name) => {
    const answer = await create(await shaken(), newLink(), { name });
    expect(answer).toMatchObject({ t: 'error', code: 'protocol_error' });
  });

  it('M9.22 makes a room after a join was denied, and takes who makes the same one into it', async () => {
    const link = newLink();
    const [first, second] = [await shaken(), await shaken()];
    expect(await enter(first, link)).toMatchObject({ t: 'error', code: 'join_denied' });
    expect(await create(first, link)).toMatchObject({ t: 'joined', you: 1 });
    expect(await create(second, link)).toMatchObject({ t: 'joined', you: 2 });
    second.send(Buffer.from('here I am'));
    expect(await first.receive()).toEqual(Buffer.from('here I am'));
  });

  it('M9.23 keeps to its members what is sent in a room', async () => {
    const link = newLink();
    const [ann, ben] = [await inRoom(link), await inRoom(link)];
    const outside = await inRoom(newLink());
    const lobby = await joinSecured(server.port);
    const base = await join(server.port);
    ann.send(Buffer.from('for the room'));
    expect(await ben.receive()).toEqual(Buffer.from('for the room'));
    const talker = await joinSecured(server.port);
    talker.send(Buffer.from('for the lobby'));
    expect(await lobby.receive()).toEqual(Buffer.from('for the lobby'));
    expect(await base.receive()).toEqual(Buffer.from('for the lobby'));
    (await inRoom(newLink())).send(Buffer.from('for nobody'));
    expect(outside.stream.hasUnread).toBe(false);
  });

  it('M9.23 has no place for a sixty-fifth', async () => {
    const link = newLink();
    for (let n = 0; n < 64; n++) await inRoom(link);
    expect(await enter(await shaken(), link)).toEqual({ t: 'error', code: 'room_full' });
  });

  it('M9.24 says who is there, who comes, who speaks, and who goes', async () => {
    const link = newLink();
    const ann = await shaken();
    const members = [{ n: 1, name: 'Ann' }];
    expect(await create(ann, link, { name: 'Ann' })).toMatchObject({ you: 1, members });
    const ben = await shaken();
    const both = [...members, { n: 2, name: null }];
    expect(await enter(ben, link)).toMatchObject({ you: 2, members: both });
    expect(await ann.nextAboutRoom()).toEqual({ t: 'here', n: 2, name: null });
    ben.control({ t: 'talking', on: true });
    expect(await ann.nextAboutRoom()).toEqual({ t: 'talking', on: true, n: 2 });
    ben.close();
    expect(await ann.nextAboutRoom()).toEqual({ t: 'gone', n: 2 });
    expect(await enter(await shaken(), link)).toMatchObject({ you: 3 });
  });

  it('M9.24 TM-D11: tells of who changes quickly what has become of them, and not each change', async () => {
    server = await startVoiceServer({ ...PATIENT, VOICE_ROOM_NEWS_MS: 2_000 });
    const link = newLink();
    const [ann, ben] = [await inRoom(link), await inRoom(link)];
    expect(await ann.nextAboutRoom()).toEqual({ t: 'here', n: 2, name: null });
    for (let i = 0; i < 41; i++) ben.control({ t: 'talking', on: i % 2 === 0 });
    await isThrough(ben);
    expect(await ann.nextAboutRoom()).toEqual({ t: 'talking', on: true, n: 2 });
    ben.control({ t: 'talking', on: false });
    ben.close();
    expect(await ann.nextAboutRoom()).toEqual({ t: 'gone', n: 2 });
  });

  it('M9.32 brings no message before it has said that its sender is there', async () => {
    server = await startVoiceServer({ ...PATIENT, VOICE_ROOM_NEWS_MS: 10_000 });
    const link = newLink();
    const ann = await inRoom(link, { caps: ['sender1'] });
    await inRoom(link);
    expect(await ann.nextAboutRoom()).toMatchObject({ t: 'here', n: 2 });
    const cyd = await inRoom(link);
    cyd.send(Buffer.from('here I am'));
    expect(await ann.nextAboutRoom()).toMatchObject({ t: 'here', n: 3 });
    expect((await ann.receive()).readUInt32BE()).toBe(3);
  });

  it('M9.25 puts the number of the sender before a message, for who has asked for that', async () => {
    const link = newLink();
    const [ann, ben, cyd] = [
      await inRoom(link),
      await inRoom(link, { caps: ['sender1', 'message1'] }),
      await inRoom(link, { caps: ['message1'] }),
    ];
    const message = nativeSealed(Buffer.from('sealed'));
    ann.send(message);
    expect(await ben.receive()).toEqual(Buffer.concat([Buffer.of(0, 0, 0, 1), message]));
    expect(await cyd.receive()).toEqual(message);
  });

  it('M9.26 says to how many others a native message went', async () => {
    const link = newLink();
    const caps = ['message1'];
    const [ann] = [await inRoom(link), await inRoom(link, { caps }), await inRoom(link, { caps })];
    const message = nativeSealed(Buffer.from('sealed'));
    const id = message.subarray(8, 24).toString('hex');
    await ann.nextAboutRoom();
    await ann.nextAboutRoom();
    ann.send(message);
    expect(await ann.nextAboutRoom()).toEqual({ t: 'sent', id, recipients: 2 });
  });

  it('M9.29 makes no more rooms for one person than an hour allows, and tells of none after that', async () => {
    server = await startVoiceServer({ ...PATIENT, VOICE_ROOMS_PER_HOUR: '2' });
    const [first, second] = [newLink(), newLink()];
    await inRoom(first);
    await inRoom(second);
    const limited = { t: 'error', code: 'rate_limited' };
    expect(await create(await shaken(), newLink())).toEqual(limited);
    expect(await create(await shaken(), { ...first, access: randomBytes(32) })).toEqual(limited);
    expect(await create(await shaken(), first)).toMatchObject({ t: 'joined' });
  });

  describe('with a moderator', () => {
    const moderation = randomBytes(32);
    const key = moderation.toString('base64url');

    async function moderated() {
      const link = newLink();
      const ann = await shaken();
      expect(await create(ann, link, { moderation: key })).toMatchObject({ moderator: true });
      const ben = await shaken();
      expect(await enter(ben, link)).toMatchObject({ moderator: false });
      return { link, ann, ben };
    }

    it('M9.27 takes for a moderator who proves the other key, then and later', async () => {
      const { link } = await moderated();
      const as = { ...link, access: moderation };
      expect(await enter(await shaken(), as)).toMatchObject({ t: 'joined', moderator: true });
    });

    /** What somebody shows who was given a token. */
    function showing(
      hop: SecuredHop,
      { room }: Link,
      { seconds = 60, rights = 2, key = moderation as Buffer },
    ) {
      const expiresAt = Math.ceil(Date.now() / 1000) + seconds;
      const nonce = randomBytes(12).toString('base64url');
      const claims = `v1.${room}.${expiresAt}.${rights}.${nonce}`;
      const mac = hmac(key, Buffer.concat([Buffer.from('svc-token-v1\0'), Buffer.from(claims)]));
      return { room, claims, proof: proofOf(hop, mac) };
    }

    it('M9.30 lets in who proves a token, for as much as it says, and nobody hears who may listen', async () => {
      const { link, ann } = await moderated();
      const cyd = await shaken();
      expect(await askToEnter(cyd, showing(cyd, link, {}))).toMatchObject({
        moderator: false,
        members: [{ n: 1 }, { n: 2 }, { n: 3, listener: true }],
      });
      cyd.send(Buffer.from('not to be heard'));
      await isThrough(cyd);
      const dan = await shaken();
      expect(await askToEnter(dan, showing(dan, link, { rights: 3 }))).toMatchObject({
        t: 'joined',
      });
      dan.send(Buffer.from('to be heard'));
      expect(await ann.receive()).toEqual(Buffer.from('to be heard'));
      expect(await cyd.receive()).toEqual(Buffer.from('to be heard'));
      const eve = await shaken();
      expect(await askToEnter(eve, showing(eve, link, { rights: 11 }))).toMatchObject({
        moderator: true,
      });
    });

    it('M9.30 TM-S3 gives no other answer to a token that has expired, was changed, or is of others', async () => {
      const { link } = await moderated();
      const denied = { t: 'error', code: 'join_denied' };
      const answerTo = async (show: (hop: SecuredHop) => Record<string, unknown>) => {
        const hop = await shaken();
        return askToEnter(hop, show(hop));
      };
      const other = await shaken();
      for (const show of [
        (hop) => showing(hop, link, { seconds: -60 }),
        (hop) => showing(hop, link, { rights: 0 }),
        (hop) => showing(hop, link, { rights: 255 }),
        (hop) => showing(hop, link, { rights: 999 }),
        (hop) => showing(hop, link, { key: link.access }),
        (hop) => ({ ...showing(hop, link, {}), claims: showing(hop, link, { rights: 15 }).claims }),
        (hop) => ({ ...showing(hop, link, {}), claims: 'v2.of-a-later-version' }),
        (hop) => ({ ...showing(hop, newLink(), {}), room: link.room }),
        () => showing(other, link, {}),
      ] satisfies ((hop: SecuredHop) => Record<string, unknown>)[]) {
        expect(await answerTo(show)).toEqual(denied);
      }
    });

    it('M9.31 disconnects a member that stays longer than its token, and everybody who holds a banned one', async () => {
      const { link, ann } = await moderated();
      const [cyd, dan] = [await shaken(), await shaken()];
      expect(await askToEnter(cyd, showing(cyd, link, { seconds: 1 }))).toMatchObject({ you: 3 });
      expect(await cyd.nextControl()).toEqual({ t: 'error', code: 'join_denied' });
      await cyd.stream.closed;
      const { claims, room } = showing(dan, link, {});
      const mac = hmac(moderation, Buffer.from(`svc-token-v1\0${claims}`));
      const shown = (hop: SecuredHop) => ({ room, claims, proof: proofOf(hop, mac) });
      expect(await askToEnter(dan, { ...shown(dan), visitor: 'dan' })).toMatchObject({ you: 4 });
      ann.control({ t: 'moderate', act: 'ban', n: 4 });
      await dan.stream.closed;
      const [eve, fay] = [await shaken(), await shaken()];
      expect(await askToEnter(eve, { ...shown(eve), visitor: 'eve' })).toMatchObject({
        code: 'join_denied',
      });
      const another = showing(fay, link, {});
      expect(await askToEnter(fay, { ...another, visitor: 'eve' })).toMatchObject({ you: 5 });
    });

    it('M9.28 tells all who is muted, and relays nothing of theirs', async () => {
      const { link, ann, ben } = await moderated();
      ann.control({ t: 'moderate', act: 'mute', n: 2 });
      expect(await ben.nextAboutRoom()).toEqual({ t: 'muted', n: 2, on: true });
      ben.send(Buffer.from('not to be heard'));
      await isThrough(ben);
      ann.control({ t: 'moderate', act: 'unmute', n: 2 });
      expect(await ben.nextAboutRoom()).toEqual({ t: 'muted', n: 2, on: false });
      ben.send(Buffer.from('to be heard'));
      expect(await ann.receive()).toEqual(Buffer.from('to be heard'));
      expect(await enter(await shaken(), link)).toMatchObject({ t: 'joined' });
    });

    it('M9.28 TM-E4 keeps muted who has a second connection, or leaves and comes back', async () => {
      const { link, ann, ben } = await moderated();
      const second = await shaken();
      expect(await enter(second, link)).toMatchObject({ t: 'joined' });
      expect(await ben.nextAboutRoom()).toMatchObject({ t: 'here', n: 3 });
      ann.control({ t: 'moderate', act: 'mute', n: 2 });
      const told = [await ben.nextAboutRoom(), await ben.nextAboutRoom()];
      expect(told).toEqual([2, 3].map((n) => ({ t: 'muted', n, on: true })));
      second.send(Buffer.from('not to be heard'));
      await isThrough(second);
      [ben, second].forEach((hop) => hop.close());
      await enter(await shaken(), link);
      const again = await shaken();
      expect(await enter(again, link)).toMatchObject({
        members: expect.arrayContaining([
          { n: 1, name: null, moderator: true },
          { n: 4, name: null, muted: true },
          { n: 5, name: null, muted: true },
        ]),
      });
      again.send(Buffer.from('not to be heard either'));
      await isThrough(again);
      ann.control({ t: 'moderate', act: 'unmute', n: 4 });
      for (let told: Control | null = null; told?.t !== 'muted' || told['on'] === true;) {
        told = await again.nextAboutRoom();
      }
      again.send(Buffer.from('to be heard'));
      expect(await ann.receive()).toEqual(Buffer.from('to be heard'));
    });

    it('M9.28 TM-E4 tells the people behind a gateway apart, and mutes the one that is meant', async () => {
      const { link, ann } = await moderated();
      const visitors = ['dan', 'dan', 'eve'];
      const hops = await Promise.all(visitors.map(() => shaken()));
      for (const [i, visitor] of visitors.entries()) await enter(hops[i], link, { visitor });
      ann.control({ t: 'moderate', act: 'mute', n: 3 });
      await isThrough(ann);
      for (const [i, hop] of hops.entries()) {
        hop.send(Buffer.of(i));
        await isThrough(hop);
      }
      expect(await ann.receive()).toEqual(Buffer.of(2));
    });

    it('M9.28 disconnects a member that is removed, and keeps out one that is banned', async () => {
      const { link, ann, ben } = await moderated();
      ann.control({ t: 'moderate', act: 'kick', n: 2 });
      expect(await ben.nextControl()).toEqual({ t: 'error', code: 'removed' });
      ben.send(Buffer.from('still here'));
      await ben.stream.closed;
      expect(await enter(await shaken(), link)).toMatchObject({ you: 3 });
      // Who comes and goes in between is told of to nobody.
      while ((await ann.nextAboutRoom())['n'] !== 3) continue;
      ann.control({ t: 'moderate', act: 'ban', n: 3 });
      for (let told: Control | null = null; told?.t !== 'gone';) {
        told = await ann.nextAboutRoom();
        if (told.t === 'gone' && told['n'] !== 3) told = null;
      }
      expect(await enter(await shaken(), link)).toMatchObject({ code: 'join_denied' });
    });

    it('M9.28 TM-E2 tells who may not moderate that it may not, and does nothing', async () => {
      const { ann, ben } = await moderated();
      for (const act of ['mute', 'unmute', 'kick', 'ban']) {
        ben.control({ t: 'moderate', act, n: 1 });
        expect(await ben.nextControl()).toEqual({ t: 'error', code: 'not_allowed' });
      }
      ann.send(Buffer.from('unharmed'));
      expect(await ben.receive()).toEqual(Buffer.from('unharmed'));
    });
  });
});
