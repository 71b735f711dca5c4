import { randomBytes } from 'node:crypto';
import { Browser, type Payload } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';

interface Room {
  readonly id: string;
  readonly you: number;
  readonly members: readonly { readonly n: number; readonly name: string | null }[];
}

const people = (room: unknown) => (room as Room).members.map(({ n, name }) => [n, name]);

describe('a person who takes another name', () => {
  const browsers: Browser[] = [];
  let url: string;

  beforeAll(async () => {
    const voice = await startVoiceServer();
    ({ url } = await startGateway(voice.port));
  });
  afterEach(() => browsers.splice(0).forEach((browser) => browser.close()));
  afterAll(stopAll);

  async function inRoom(room: object, name: string) {
    const browser = await Browser.open(url, 'binary');
    browsers.push(browser);
    return { browser, answer: await browser.ask('connect_to_server', { room, name }) };
  }
  const newRoom = () => ({
    id: randomBytes(16).toString('base64url'),
    access: randomBytes(32).toString('base64url'),
  });

  it('keeps number and place, leaves for nobody, and is heard under the new name', async () => {
    const room = newRoom();
    const ann = await inRoom(room, 'Ann');
    const ben = await inRoom(room, 'Ben');
    expect(people(await ann.browser.next('room_changed'))).toEqual([
      [1, 'Ann'],
      [2, 'Ben'],
    ]);
    const renamed = await ann.browser.ask('connect_to_server', { room, name: 'Anna' });
    const members = [
      [1, 'Anna'],
      [2, 'Ben'],
    ];
    expect(people(renamed['room'])).toEqual(members);
    expect(renamed['room']).toMatchObject({ you: 1 });
    // The first that the other browser is told since it came: there was no room without Ann in between.
    expect(people(await ben.browser.next('room_changed'))).toEqual(members);
    const heard = ben.browser.next('audio_received');
    await ann.browser.ask('send_audio', { audio: Buffer.of(1, 2, 3), encrypted: true });
    expect(await heard).toMatchObject({ sender: { n: 1, name: 'Anna' } });
    expect(ann.browser.unread('disconnected')).toBe(0);
    expect(ben.browser.unread('room_changed')).toBe(0);

    const nameless = await ann.browser.ask('connect_to_server', { room });
    expect(people(nameless['room'])[0]).toEqual([1, null]);
    expect(people(await ben.browser.next('room_changed'))[0]).toEqual([1, null]);
  });

  it('is refused another place, the same name, and a name that is not allowed, and stays', async () => {
    const room = newRoom();
    const { browser } = await inRoom(room, 'Ann');
    const codeOf = async (request: object): Promise<Payload['code']> =>
      (await browser.ask('connect_to_server', request))['code'];
    expect(await codeOf({ room: newRoom(), name: 'Anna' })).toBe('already_connected');
    expect(await codeOf({ room, name: 'Ann' })).toBe('already_connected');
    expect(await codeOf({ room, name: 'Ann ' })).toBe('invalid_request');
    const stays = await browser.ask('connect_to_server', { room, name: 'Anna' });
    expect(people(stays['room'])).toEqual([[1, 'Anna']]);
  });
});
