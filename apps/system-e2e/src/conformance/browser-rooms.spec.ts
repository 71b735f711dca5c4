import { createHmac, randomBytes } from 'node:crypto';
import { Browser, type Payload } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';

const audio = Buffer.of(1, 2, 3);
const newRoom = () => ({
  id: randomBytes(16).toString('base64url'),
  access: randomBytes(32).toString('base64url'),
});

interface Room {
  readonly id: string;
  readonly you: number;
  readonly members: readonly { n: number; name: string | null; talking: boolean }[];
}

describe('rooms for browsers (docs/protocol.md, section 8)', () => {
  let voice: ServerProcess;
  let url: string;
  const browsers: Browser[] = [];

  beforeAll(async () => {
    voice = await startVoiceServer();
    ({ url } = await startGateway(voice.port));
  });
  afterEach(() => browsers.splice(0).forEach((browser) => browser.close()));
  afterAll(stopAll);

  async function open(): Promise<Browser> {
    const browser = await Browser.open(url, 'binary');
    browsers.push(browser);
    return browser;
  }

  async function inRoom(room: object | undefined, name?: string) {
    const browser = await open();
    const answer = await browser.ask('connect_to_server', { room, name });
    return { browser, answer };
  }

  it('M8.18 are heard by those in them, who learn from whom, and by nobody else', async () => {
    const room = newRoom();
    const ann = await inRoom(room, 'Ann');
    const ben = await inRoom(room, 'Ben');
    const lobby = await inRoom(undefined);
    const heard = ben.browser.next('audio_received');
    const sent = await ann.browser.ask('send_audio', { audio, encrypted: true });
    expect(sent).toMatchObject({ recipients: 1 });
    const { you } = roomOf(ann.answer);
    expect(await heard).toMatchObject({ sender: { n: you, name: 'Ann' } });

    const alone = await lobby.browser.ask('send_audio', { audio, encrypted: true });
    expect(alone).toMatchObject({ recipients: 0 });
    expect(lobby.browser.unread('audio_received')).toBe(0);
  });

  it('M8.17 say who is there, who comes, who speaks and who goes', async () => {
    const room = newRoom();
    const ann = await inRoom(room, 'Ann');
    expect(roomOf(ann.answer)).toEqual({
      id: room.id,
      you: 1,
      moderator: false,
      members: [
        { n: 1, name: 'Ann', talking: false, muted: false, moderator: false, listener: false },
      ],
    });
    const ben = await inRoom(room, 'Ben');
    expect(names(await ann.browser.next('room_changed'))).toEqual(['Ann', 'Ben']);
    expect(names(roomOf(ben.answer))).toEqual(['Ann', 'Ben']);

    ben.browser.emit('talking', { on: true });
    expect(await ann.browser.next('room_changed')).toMatchObject({
      members: [{ talking: false }, { name: 'Ben', talking: true }],
    });

    ben.browser.close();
    expect(names(await ann.browser.next('room_changed'))).toEqual(['Ann']);
  });

  it('M8.16 TM-S3 open to nobody who does not have the link, and do not say whether they exist', async () => {
    const room = newRoom();
    await inRoom(room);
    const wrong = await inRoom({ ...newRoom(), id: room.id });
    expect(wrong.answer).toMatchObject({ code: 'join_denied' });
  });

  it('M8.17 TM-D4 tell of many changes with few words, and at last of how it is', async () => {
    const room = newRoom();
    const ann = await inRoom(room, 'Ann');
    const ben = await inRoom(room, 'Ben');
    for (let n = 0; n <= 200; n++) ben.browser.socket.emit('talking', { on: n % 2 === 0 });
    await ben.browser.ask('round_trip');
    await inRoom(room, 'Cyd');
    for (let told = 1; ; told++) {
      const changed = (await ann.browser.next('room_changed')) as unknown as Room;
      expect(told).toBeLessThan(100);
      if (names(changed).includes('Cyd') && changed.members[1].talking) break;
    }
  });

  describe('with a moderator', () => {
    const moderation = randomBytes(32).toString('base64url');

    /** Ann, who may moderate, and Ben, who may not. */
    async function moderated() {
      const room = newRoom();
      const ann = await inRoom({ ...room, moderation }, 'Ann');
      const ben = await inRoom(room, 'Ben');
      const numberOf = ({ answer }: typeof ann) => roomOf(answer).you;
      const act = (by: typeof ann, wish: string, on: typeof ann) =>
        by.browser.ask('moderate', { act: wish, n: numberOf(on) });
      return { room, ann, ben, act };
    }

    it('M8.19 does not hear who is muted', async () => {
      const { ann, ben, act } = await moderated();
      expect(roomOf(ann.answer)).toMatchObject({ moderator: true });
      expect(await act(ann, 'mute', ben)).toEqual({});
      expect(await ben.browser.next('room_changed')).toMatchObject({
        members: [
          { name: 'Ann', muted: false },
          { name: 'Ben', muted: true },
        ],
      });
      const unheard = await ben.browser.ask('send_audio', { audio, encrypted: true });
      expect(unheard).toMatchObject({ recipients: 0 });
      await act(ann, 'unmute', ben);
      await ben.browser.next('room_changed');
      const heard = await ben.browser.ask('send_audio', { audio, encrypted: true });
      expect(heard).toMatchObject({ recipients: 1 });
      expect(ann.browser.unread('audio_received')).toBe(1);
    });

    it('M8.19 removes people, who are told so, and keeps out those who are banned', async () => {
      const { room, ann, ben, act } = await moderated();
      await act(ann, 'kick', ben);
      expect(await ben.browser.next('server_error')).toMatchObject({ code: 'removed' });
      const again = await ben.browser.ask('connect_to_server', { room, name: 'Ben' });
      expect(again).toMatchObject({ room: { members: [{ name: 'Ann' }, { name: 'Ben' }] } });
      await ann.browser.ask('moderate', { act: 'ban', n: (again['room'] as Room).you });
      expect(await ben.browser.next('server_error')).toMatchObject({ code: 'removed' });
      const banned = await ben.browser.ask('connect_to_server', { room, name: 'Benjamin' });
      expect(banned).toMatchObject({ code: 'join_denied' });
      ann.browser.close();
      const back = await inRoom({ ...room, moderation }, 'Ann');
      expect(back.answer).toMatchObject({ room: { moderator: true } });
    });

    it('M8.19 mutes and bans all behind the address of the one who is meant, and nobody else', async () => {
      const { room, ann } = await moderated();
      const [ben, cyd, dan] = await Promise.all(
        ['203.0.113.7', '203.0.113.7', '203.0.113.8'].map(async (address, i) => {
          const extraHeaders = { 'x-forwarded-for': address };
          const browser = await Browser.open(url, 'binary', { extraHeaders });
          const name = `${address} ${i}`;
          return { browser, answer: await browser.ask('connect_to_server', { room, name }) };
        }),
      );
      const wish = (act: string) => ann.browser.ask('moderate', { act, n: roomOf(ben.answer).you });
      const heardBy = async ({ browser }: typeof ben) =>
        (await browser.ask('send_audio', { audio, encrypted: true }))['recipients'];
      await wish('mute');
      expect(await heardBy(cyd)).toBe(0);
      expect(await heardBy(dan)).toBe(4);
      await wish('unmute');
      expect(await heardBy(cyd)).toBe(4);
      await wish('ban');
      for (const { browser } of [ben, cyd])
        expect(await browser.next('server_error')).toMatchObject({ code: 'removed' });
      expect(await heardBy(dan)).toBe(2);
      [ben, cyd, dan].forEach(({ browser }) => browser.close());
    });

    it.each(['mute', 'kick', 'ban'])('M8.19 TM-E2 lets nobody else %s anybody', async (wish) => {
      const { ann, ben, act } = await moderated();
      expect(await act(ben, wish, ann)).toMatchObject({ code: 'not_allowed' });
      expect(await act(ann, 'praise', ben)).toMatchObject({ code: 'invalid_request' });
    });
  });

  it('M8.16 are come back to with a token, once somebody with the link has made them again', async () => {
    const gateway = await startGateway(voice.port);
    ({ url } = gateway);
    const room = { ...newRoom(), moderation: randomBytes(32).toString('base64url') };
    const ann = await inRoom(room, 'Ann');
    const dan = await inRoom(listening(room.id, room.moderation), 'Dan');
    expect(dan.answer).toMatchObject({ room: { members: [{}, { name: 'Dan', listener: true }] } });
    await dan.browser.next('server_connected');
    ann.browser.close();
    const { port } = voice;
    await voice.stop('SIGKILL');
    voice = await startVoiceServer({ VOICE_PORT: port });
    await gateway.logged('"join_denied"');
    const back = dan.browser.next('server_connected');
    await inRoom(room, 'Ann');
    expect(await back).toMatchObject({ room: { members: [{ name: 'Ann' }, { name: 'Dan' }] } });
  });

  it('M8.16 are made again by those who come back after the voice server was restarted', async () => {
    const room = newRoom();
    const people = [await inRoom(room, 'Ann'), await inRoom(room, 'Ben')];
    // The first one came with the answer.
    for (const { browser } of people) await browser.next('server_connected');
    const back = people.map(({ browser }) => browser.next('server_connected'));
    const { port } = voice;
    await voice.stop('SIGKILL');
    voice = await startVoiceServer({ VOICE_PORT: port });
    for (const connected of await Promise.all(back)) {
      expect(connected).toMatchObject({ room: { id: room.id } });
    }
    const heard = people[1].browser.next('audio_received');
    await people[0].browser.ask('send_audio', { audio, encrypted: true });
    expect(await heard).toMatchObject({ sender: { name: 'Ann' } });
  });
});

/** With a token that lets its holder listen, of a room whose moderators have `moderation`. */
function listening(id: string, moderation: string) {
  const expiresAt = Math.ceil(Date.now() / 1000) + 600;
  const claims = `v1.${id}.${expiresAt}.2.${randomBytes(12).toString('base64url')}`;
  const mac = createHmac('sha256', Buffer.from(moderation, 'base64url'))
    .update(`svc-token-v1\0${claims}`)
    .digest('base64url');
  return { id, claims, mac };
}

function roomOf(answer: Payload): Room {
  return answer['room'] as Room;
}

function names(room: object): (string | null)[] {
  return (room as Room).members.map(({ name }) => name);
}
