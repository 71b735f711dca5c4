import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { audioOf, Browser } from '../browser/browser';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const LISTENERS = 50;
/** Just below the longest sealed recording. */
const RECORDING_BYTES = 8 * 1024 * 1024 - 5_000;
const MAX_GROWTH_MB = 100;
/** The budgets for messages in docs/protocol.md, section 6.3, and garbage of about the same size. */
const MAX_PEAK_MB = 200;
/** The gateway gives one address 4 connections a second after a first burst of 64. */
const ENTER_GAP_MS = 270;

jest.setTimeout((ATTACK_SECONDS + 300) * 1_000);

/** The TCP socket below a WebSocket of the Socket.IO client. */
interface Inside {
  readonly ws: { readonly _socket: { pause(): void } };
}

const browsers: Browser[] = [];

async function roomOfMany({ gateway }: System) {
  const room = {
    id: randomBytes(16).toString('base64url'),
    access: randomBytes(32).toString('base64url'),
  };
  const enter = async (): Promise<Browser> => {
    const manner = { transports: ['websocket'], rejectUnauthorized: false };
    const browser = await Browser.open(gateway.url, 'binary', manner);
    browsers.push(browser);
    await browser.ask('connect_to_server', { room });
    return browser;
  };
  const listeners: Browser[] = [];
  for (let i = 0; i < LISTENERS; i++) {
    listeners.push(await enter());
    await after(ENTER_GAP_MS);
  }
  return { talker: await enter(), listeners };
}

function stopReading({ socket }: Browser): void {
  (socket.io.engine.transport as unknown as Inside).ws._socket.pause();
}

describe.each(['off', 'self-signed'])('a long recording for many, TLS %s', (tls) => {
  afterEach(async () => {
    browsers.splice(0).forEach((browser) => browser.close());
    await stopAll();
  });

  it('TM-D14: is kept once for all who read it', async () => {
    const system = await startSystem({}, { GATEWAY_TLS: tls });
    const { talker, listeners } = await roomOfMany(system);
    const audio = randomBytes(RECORDING_BYTES);
    const wrong: number[] = [];
    const aftermath = await besideBystanders(system, async () => {
      expect(await talker.ask('send_audio', { audio, encrypted: true })).toHaveProperty('id');
      const arrived = listeners.map((listener) => listener.next('audio_received'));
      for (const [i, received] of (await Promise.all(arrived)).entries()) {
        if (!audioOf(received).equals(audio)) wrong.push(i);
      }
    });
    process.stdout.write(`many who read: ${JSON.stringify(aftermath)}\n`);
    expect(wrong).toEqual([]);
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.grownMb.gateway).toBeLessThan(MAX_GROWTH_MB);
    expect(aftermath.peakMb.gateway).toBeLessThan(MAX_PEAK_MB);
    expect(listeners.filter(({ socket }) => !socket.connected)).toEqual([]);
  });

  it('TM-D14: is kept once for all who do not read it', async () => {
    const system = await startSystem({}, { GATEWAY_TLS: tls });
    const { talker, listeners } = await roomOfMany(system);
    const [reader, ...deaf] = listeners;
    deaf.forEach(stopReading);
    const audio = randomBytes(RECORDING_BYTES);
    const aftermath = await besideBystanders(system, async () => {
      expect(await talker.ask('send_audio', { audio, encrypted: true })).toHaveProperty('id');
      await reader.next('audio_received');
    });
    process.stdout.write(`many who do not read: ${JSON.stringify(aftermath)}\n`);
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.grownMb.gateway).toBeLessThan(MAX_GROWTH_MB);
    expect(aftermath.peakMb.gateway).toBeLessThan(MAX_PEAK_MB);
    expect(reader.socket.connected).toBe(true);
  });
});
