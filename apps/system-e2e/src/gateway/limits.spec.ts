import type { Socket } from 'node:net';
import { Browser, type Payload } from '../browser/browser';
import { stopAll } from '../processes/running';
import { startSystem, type System } from '../integration/system';
import { RawWebSocket } from './raw-web-socket';

const FLOOD_EVENTS = 100_000;
const EVENTS_A_TURN = 100;
const FLAT_MB = 80;
const MEBIBYTE = 1_048_576;

describe('TM-D5: a browser that sends more events than a person could', () => {
  let system: System;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    system = await startSystem();
    ann = await Browser.inLobby(system.gateway.url);
    ben = await Browser.inLobby(system.gateway.url);
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  const talk = async () => {
    const { id } = await ann.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    expect(await ben.next('audio_received')).toMatchObject({ id });
  };

  it.each([
    ['events over WebSocket', ['websocket'], () => '2["disconnect_from_server"]'],
    ['events over HTTP', ['polling'], () => '2["disconnect_from_server"]'],
    ['events that nobody knows', ['websocket'], (i: number) => `2["event-${i}",{"a":[${i}]}]`],
    ['acknowledgements', ['websocket'], (i: number) => `3${i}[]`],
  ])('as %s is cut off; others go on, and memory stays', async (_, transports, packet) => {
    await talk();
    const before = system.gateway.memoryMb('VmHWM');
    const flooder = await Browser.open(system.gateway.url, undefined, { transports });
    let sent = 0;
    while (flooder.socket.connected && sent < FLOOD_EVENTS) {
      for (let i = 0; i < EVENTS_A_TURN; i++) flooder.socket.io.engine.write(packet(sent++));
      await new Promise((next) => setImmediate(next));
    }
    // One that is not cut off is answered behind all of it.
    const isAnswered = flooder.ask('nothing').then(
      () => true,
      () => false,
    );
    expect(await isAnswered).toBe(false);
    expect(flooder.socket.connected).toBe(false);
    const last = await lastOf(flooder, 'server_error');
    expect(last).toMatchObject({ code: 'rate_limited' });
    await talk();
    expect(system.gateway.memoryMb('VmHWM') - before).toBeLessThan(FLAT_MB);
  });

  it.each([
    ['many events in one request', ['polling'], `2["x"]${'\x1e42["x"]'.repeat(2_000_000)}`],
    ['a wide one', ['websocket'], `2["send_audio",[${'[],'.repeat(5_000_000)}0]]`],
    ['a deep one', ['polling'], `2["send_audio",${'['.repeat(8_000_000)}${']'.repeat(8_000_000)}]`],
  ])('as %s is cut off before it takes memory', async (_, transports, packets) => {
    const before = system.gateway.memoryMb('VmHWM');
    const flooder = await Browser.open(system.gateway.url, undefined, { transports });
    flooder.socket.io.engine.write(packets);
    await flooder.disconnected();
    await talk();
    expect(system.gateway.memoryMb('VmHWM') - before).toBeLessThan(FLAT_MB);
  });

  it('while one who sends a hundred a second is not', async () => {
    const busy = await Browser.open(system.gateway.url);
    for (let i = 0; i < 200; i++) await busy.ask('nothing');
    expect(busy.socket.connected).toBe(true);
    busy.close();
  });
});

describe('TM-D4: a browser that never reads', () => {
  afterAll(stopAll);

  it('is cut off; others go on, and memory stays', async () => {
    const { gateway } = await startSystem({}, { GATEWAY_PING_MS: 500, GATEWAY_PONG_MS: 1_500 });
    const [ann, ben] = [
      await Browser.inLobby(gateway.url),
      await Browser.inLobby(gateway.url, 'binary'),
    ];
    const before = gateway.memoryMb('VmHWM');
    const deaf = await enterDeaf(gateway.url);
    const gone = gateway.logged('"browser-gone"').then(() => true);
    for (let isGone = false; !isGone;) {
      const audio = Buffer.alloc(MEBIBYTE);
      const { id } = await ann.ask('send_audio', { audio, encrypted: true });
      expect(await ben.next('audio_received')).toMatchObject({ id });
      isGone = await Promise.race([gone, false]);
    }
    expect(gateway.memoryMb('VmHWM') - before).toBeLessThan(FLAT_MB * 2);
    for (const browser of [ann, ben]) {
      expect(browser.socket.connected).toBe(true);
      browser.close();
    }
    deaf.destroy();
  });
});

async function lastOf(browser: Browser, event: string): Promise<Payload> {
  while (browser.unread(event) > 1) await browser.next(event);
  return browser.next(event);
}

/**
 * Opens a WebSocket to the gateway at `url`, enters the lobby, and reads nothing from then on, pings included.
 * @returns the connection, for the caller to destroy.
 */
async function enterDeaf(url: string): Promise<Socket> {
  const raw = await RawWebSocket.connected(url);
  raw.text('42["connect_to_server",{}]');
  await raw.hears('"server_connected"');
  raw.socket.pause();
  return raw.socket;
}
