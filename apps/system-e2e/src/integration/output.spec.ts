import { closeSync, openSync } from 'node:fs';
import { audioOf, Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';

/** Far more than the log takes of one kind at once, which is 100. */
const FLOOD = 2_000;

const UNLIMITED = { GATEWAY_EVENTS_PER_SECOND: 1_000_000 };

describe('TM-D7: servers whose log cannot be written', () => {
  afterEach(stopAll);

  it('serve on when nobody reads it any more', async () => {
    const voice = await startVoiceServer();
    const gateway = await startGateway(voice.port);
    for (const server of [voice, gateway]) server.closeOutput();
    await expectTalk(voice, gateway);
  });

  it('serve on when the disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    try {
      const voice = await startVoiceServer({}, full);
      const gateway = await startGateway(voice.port, {}, full);
      await expectTalk(voice, gateway);
    } finally {
      closeSync(full);
    }
  });
});

describe('TM-D7: a peer that causes a line of the log with each thing that it asks for', () => {
  afterEach(stopAll);

  it('gets a few of them, and a count', async () => {
    const voice = await startVoiceServer();
    const gateway = await startGateway(voice.port, UNLIMITED);
    const browser = await Browser.open(gateway.url);
    for (let i = 0; i < FLOOD; i++) browser.emit('send_audio', { audio: i });
    await browser.ask('round_trip');
    const lines = () => gateway.log.split('\n').filter((line) => line.includes('request-refused'));
    const written = lines().length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(FLOOD / 2);
    browser.close();
    await gateway.stop();
    const [suppressed] = gateway.log
      .split('\n')
      .filter((line) => line.includes('lines-suppressed'));
    expect(JSON.parse(suppressed)).toMatchObject({
      message: { event: 'lines-suppressed', kind: expect.stringContaining('request-refused') },
    });
    const counts = [...gateway.log.matchAll(/"lines-suppressed".*?"count":(\d+)/g)];
    const count = counts.reduce((sum, [, n]) => sum + Number(n), 0);
    expect(count + lines().filter((line) => !line.includes('lines-suppressed')).length).toBe(FLOOD);
  });
});

/** Two who come now hear each other, and both servers end as they should. */
async function expectTalk(voice: ServerProcess, gateway: ServerProcess): Promise<void> {
  const [ann, ben] = [await Browser.inLobby(gateway.url), await Browser.inLobby(gateway.url)];
  await ann.ask('send_audio', { audio: 1 });
  await ann.ask('send_audio', { audio: Buffer.from('here'), encrypted: true });
  expect(audioOf(await ben.next('audio_received')).toString()).toBe('here');
  for (const browser of [ann, ben]) browser.close();
  for (const server of [gateway, voice]) {
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  }
}
