import { audioOf, Browser } from '../browser/browser';
import { startVoiceServer, stopAll } from '../processes/running';
import { startSystem } from './system';

describe('when the voice server is killed during use', () => {
  afterAll(stopAll);

  it('browsers are notified, and continue when it is back', async () => {
    const { voice, gateway } = await startSystem();
    const address = { host: '127.0.0.1', port: voice.port };
    const [ann, ben] = await Promise.all([
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url, 'binary'),
    ]);

    await voice.stop('SIGKILL');
    for (const browser of [ann, ben]) {
      expect(await browser.next('disconnected')).toEqual({ reason: 'connection_lost' });
      const attempt = await browser.next('server_reconnecting');
      expect(attempt).toEqual({ attempt: 1, delayMs: expect.any(Number) });
      expect(await browser.next('server_reconnecting')).toMatchObject({ attempt: 2 });
    }
    const refusal = await ann.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    expect(refusal).toMatchObject({ code: 'not_connected' });

    await startVoiceServer({ VOICE_PORT: address.port });
    for (const browser of [ann, ben])
      expect(await browser.next('server_connected')).toMatchObject(address);
    await ann.ask('send_audio', { audio: Buffer.from('again'), encrypted: true });
    expect(audioOf(await ben.next('audio_received')).toString()).toBe('again');
    [ann, ben].forEach((browser) => browser.close());
  });

  it('a browser can leave instead of waiting', async () => {
    const { voice, gateway } = await startSystem();
    const browser = await Browser.inLobby(gateway.url);
    await voice.stop('SIGKILL');
    await browser.next('server_reconnecting');
    expect(await browser.ask('disconnect_from_server')).toEqual({ reason: 'requested' });
    await startVoiceServer({ VOICE_PORT: voice.port });
    expect(await browser.ask('connect_to_server', {})).toMatchObject({ port: voice.port });
    browser.close();
  });
});
