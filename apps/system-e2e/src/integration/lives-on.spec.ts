import { Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Commotion, renaming, talking } from './commotion';

const ROUNDS = process.env['LONG_TESTS'] ? 10 : 3;

/** Nothing here is about how often somebody may do something. */
const UNLIMITED = { GATEWAY_EVENTS_PER_SECOND: 1_000_000, GATEWAY_CONNECTS_PER_ADDRESS: 1_000_000 };

describe('TM-D6: a gateway whose voice server goes while people talk and take other names', () => {
  afterEach(stopAll);

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    `outlives its end by %s, ${ROUNDS} times`,
    async (signal) => {
      let voice = await startVoiceServer();
      const gateway = await startGateway(voice.port, UNLIMITED);
      const [ann, ben, cem] = await crowd(gateway);
      for (let round = 0; round < ROUNDS; round++) {
        const commotion = Commotion.begin(talking(ann), renaming(cem));
        // A second change comes while the notice of the first one rests, and is told of after the end.
        await toldAgain(ben);
        await answered(ann, 5);
        await voice.stop(signal);
        await ben.next('disconnected');
        await commotion.end();
        voice = await startVoiceServer({ VOICE_PORT: voice.port });
        for (const browser of [ann, ben]) await browser.next('server_connected');
        await cem.ask('disconnect_from_server');
        expect(await cem.ask('connect_to_server', {})).toMatchObject({ port: voice.port });
      }
      expect(gateway.log).not.toMatch(/unhandled|"fatal"|TypeError/i);
      for (const browser of [ann, ben, cem]) browser.close();
      expect(await gateway.stop()).toEqual({ code: 0, signal: null });
    },
    120_000,
  );

  it('goes on when its voice server stands still, and goes on', async () => {
    const voice = await startVoiceServer();
    const gateway = await startGateway(voice.port, UNLIMITED);
    const [ann, ben, cem] = await crowd(gateway);
    for (let round = 0; round < ROUNDS; round++) {
      const commotion = Commotion.begin(talking(ann), renaming(cem));
      await toldAgain(ben);
      voice.signal('SIGSTOP');
      await answered(ben, 20);
      voice.signal('SIGCONT');
      await toldAgain(ben);
      await commotion.end();
    }
    for (const browser of [ann, ben, cem]) browser.close();
    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
  }, 120_000);

  it('goes on when one moves to another server or another room at the wrong moment', async () => {
    const [here, there] = [await startVoiceServer(), await startVoiceServer()];
    const servers = `127.0.0.1:${here.port},127.0.0.1:${there.port}`;
    const gateway = await startGateway(here.port, { ...UNLIMITED, GATEWAY_VOICE_SERVERS: servers });
    const [ann, ben] = await crowd(gateway);
    const commotion = Commotion.begin(talking(ann));
    const room = { id: 'A'.repeat(22), access: Buffer.alloc(32, 1).toString('base64url') };
    const target = (port: number) => ({ host: '127.0.0.1', port });
    const places = [target(there.port), { room }, target(here.port), {}];
    for (let move = 0; move < ROUNDS * places.length; move++) {
      await ben.ask('disconnect_from_server');
      // The first one is not there yet when the second is asked for, and the third comes in between.
      const asked = ben.ask('connect_to_server', places[move % places.length]);
      if (move % 2) ben.emit('disconnect_from_server');
      await asked;
      if (move % 2) await ben.ask('connect_to_server', {});
      await answered(ben, 5);
    }
    await commotion.end();
    for (const browser of [ann, ben]) browser.close();
    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
  }, 120_000);
});

/** Three who are in the lobby, and know each other. */
async function crowd(gateway: ServerProcess): Promise<readonly [Browser, Browser, Browser]> {
  const [ann, ben, cem] = [
    await Browser.inLobby(gateway.url),
    await Browser.inLobby(gateway.url),
    await Browser.inLobby(gateway.url),
  ];
  return [ann, ben, cem];
}

/** Resolves when the gateway tells of the room the next time. */
async function toldAgain(browser: Browser): Promise<void> {
  while (browser.unread('room_changed') > 0) await browser.next('room_changed');
  await browser.next('room_changed');
}

/** Resolves when the gateway has answered `times` times. */
async function answered(browser: Browser, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await browser.ask('round_trip');
}
