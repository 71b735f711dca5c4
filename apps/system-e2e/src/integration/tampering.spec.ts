import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { BASE_ONLY, startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { TamperingProxy } from './tampering-proxy';

describe('somebody on the line of a base hop between the gateway and the voice server', () => {
  let proxy: TamperingProxy;
  let gateway: ServerProcess;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    const voice = await startVoiceServer();
    proxy = await TamperingProxy.before(voice.port);
    gateway = await startGateway(proxy.port, BASE_ONLY);
    const direct = await startGateway(voice.port);
    ann = await Browser.inLobby(direct.url);
  });
  beforeEach(async () => {
    proxy.tamper = (frame) => [frame];
    ben = await Browser.inLobby(gateway.url, 'binary');
    await isHeard(ben);
  });
  afterEach(() => ben.close());
  afterAll(async () => {
    ann.close();
    await proxy.close();
    await stopAll();
  });

  /** What a browser says comes behind its capabilities, without which sealed messages pass it by. */
  async function isHeard(browser: Browser): Promise<void> {
    const { id } = await browser.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    while ((await ann.next('audio_received'))['id'] !== id);
  }

  const send = async (audio: Buffer) => {
    await ann.ask('send_audio', { audio, encrypted: true });
    return audio;
  };

  it.each([
    ['a nonce', 5],
    ['a tag', 5 + 12],
    ['the ciphertext', -1],
  ])('who changes a bit of %s is detected, and nothing of it is played', async (_, at) => {
    proxy.tamper = (frame) => {
      frame[at < 0 ? frame.length + at : at] ^= 1;
      return [frame];
    };
    await send(randomBytes(2_000));
    expect(await ben.next('audio_rejected')).toEqual({ count: 1, code: 'integrity_failed' });

    proxy.tamper = (frame) => [frame];
    const genuine = await send(randomBytes(2_000));
    expect(audioOf(await ben.next('audio_received'))).toEqual(genuine);
    expect(ben.unread('audio_received')).toBe(0);
  });

  it('who sends a copy is detected, and it is played once', async () => {
    proxy.tamper = (frame) => [frame, frame];
    const [first, second] = [await send(randomBytes(9)), await send(randomBytes(9))];
    for (const audio of [first, second])
      expect(audioOf(await ben.next('audio_received'))).toEqual(audio);
    let told = await ben.next('audio_rejected');
    while (told['count'] !== 2) told = await ben.next('audio_rejected');
    expect(told).toEqual({ count: 2, code: 'replayed_message' });
    expect(ben.unread('audio_received')).toBe(0);
  });

  it('is reported only to this browser, and counted from its connection on', async () => {
    const cyd = await Browser.inLobby(gateway.url);
    await isHeard(cyd);
    await ben.next('audio_received');
    let isFirst = true;
    proxy.tamper = (frame) => {
      if (isFirst) frame[5] ^= 1;
      isFirst = false;
      return [frame];
    };
    const audio = await send(randomBytes(9));
    const [hit, spared] = await Promise.race([
      ben.next('audio_rejected').then(() => [ben, cyd]),
      cyd.next('audio_rejected').then(() => [cyd, ben]),
    ]);
    expect(audioOf(await spared.next('audio_received'))).toEqual(audio);
    expect([hit.unread('audio_received'), spared.unread('audio_rejected')]).toEqual([0, 0]);
    cyd.close();
  });
});
