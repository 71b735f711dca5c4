import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { Browser, type Payload } from '../browser/browser';
import { waveFile } from '../conformance/riff';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const LISTENERS = 30;
const GAP_MS = 15;
const MAX_GROWTH_MB = 100;

jest.setTimeout((ATTACK_SECONDS + 240) * 1_000);

const browsers: Browser[] = [];

/** Somebody who talks in a room of their own, and those who hear it there. */
async function roomAt({ gateway }: System) {
  const link = () => randomBytes(32).toString('base64url');
  const room = { id: randomBytes(16).toString('base64url'), access: link() };
  const enter = async (): Promise<Browser> => {
    const browser = await Browser.open(gateway.url);
    browsers.push(browser);
    await browser.ask('connect_to_server', { room });
    return browser;
  };
  const listeners: Browser[] = [];
  for (let i = 0; i < LISTENERS; i++) listeners.push(await enter());
  return { talker: await enter(), listeners };
}

describe('sound that costs others more than its sender', () => {
  afterEach(async () => {
    browsers.splice(0).forEach((browser) => browser.close());
    await stopAll();
  });

  it('TM-D14: is refused where a few bytes claim to be minutes', async () => {
    const system = await startSystem();
    const { talker, listeners } = await roomAt(system);
    const slow = waveFile({ tag: 1, bits: 16, samplingRate: 1 }, Buffer.alloc(1_700));
    const answers: Payload[] = [];
    const aftermath = await besideBystanders(system, async (until) => {
      while (!until.aborted) {
        answers.push(await talker.ask('send_audio', { audio: slow }));
        // As often as a socket may ask at all.
        await after(GAP_MS);
      }
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.grownMb.gateway).toBeLessThan(MAX_GROWTH_MB);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['audio_unsupported']));
    expect(listeners.filter(({ socket }) => !socket.connected)).toEqual([]);
    expect(listeners.map((listener) => listener.unread('audio_received'))).toEqual(
      listeners.map(() => 0),
    );
  });

  it('TM-D14: reaches all who hear it, none of whom is cut off for it', async () => {
    const system = await startSystem();
    const { talker, listeners } = await roomAt(system);
    const long = waveFile({ tag: 1, bits: 8, samplingRate: 8_000 }, Buffer.alloc(8_000 * 100, 128));
    let sent = 0;
    const aftermath = await besideBystanders(system, async (until) => {
      while (!until.aborted) {
        const answer = await talker.ask('send_audio', { audio: long });
        expect(answer).toHaveProperty('id');
        sent++;
        // Nobody who hears it is cut off, and each has all of it.
        await Promise.all(listeners.map((listener) => listener.next('audio_received')));
      }
    });
    process.stdout.write(`long sound: ${JSON.stringify({ recordings: sent, ...aftermath })}\n`);
    expect(sent).toBeGreaterThan(0);
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.grownMb.gateway).toBeLessThan(MAX_GROWTH_MB);
    expect(listeners.filter(({ socket }) => !socket.connected)).toEqual([]);
  });
});
