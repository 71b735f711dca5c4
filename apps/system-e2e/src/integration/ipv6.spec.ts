import { Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';

describe('a voice server at an IPv6 address', () => {
  afterEach(stopAll);

  it('is reachable by it, and must match its pin', async () => {
    const voice = await startVoiceServer({ VOICE_HOST: '::1' });
    const at = `[::1]:${voice.port}`;
    const [, fingerprint] = /"fingerprint":"(svc1:[\w-]{43})"/.exec(voice.log) ?? [];
    const gateway = await startGateway(voice.port, {
      GATEWAY_VOICE_SERVERS: at,
      GATEWAY_VOICE_SERVER_PINS: `${at}=${fingerprint}`,
    });
    const browser = await Browser.open(gateway.url);
    expect(await browser.ask('connect_to_server', {})).toMatchObject({
      ...{ host: '::1', port: voice.port, security: { state: 'pinned', fingerprint } },
    });
    browser.close();
  });

  it('is refused there when it does not match the pin', async () => {
    const voice = await startVoiceServer({ VOICE_HOST: '::1' });
    const at = `[::1]:${voice.port}`;
    const gateway = await startGateway(voice.port, {
      GATEWAY_VOICE_SERVERS: at,
      GATEWAY_VOICE_SERVER_PINS: `${at}=svc1:${'A'.repeat(43)}`,
    });
    const browser = await Browser.open(gateway.url);
    expect(await browser.ask('connect_to_server', {})).toMatchObject({ code: 'identity_changed' });
    browser.close();
  });
});
