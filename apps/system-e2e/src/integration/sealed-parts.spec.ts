import { randomBytes } from 'node:crypto';
import type { Browser } from '../browser/browser';
import {
  enter,
  newSealedRoom,
  nextPart,
  PART,
  randomPart,
  type Visitor,
} from '../browser/sealed-room';
import { startVoiceServer, stopAll } from '../processes/running';
import { startSystem, type System } from './system';

const BODY_BYTES = 16 * 1024 - 17;
/** Parts of a transmission, and talkers of one each: together more than the buffers of the system hold. */
const MANY = 480;
const TALKERS = 3;

/** The TCP socket below a WebSocket of the Socket.IO client. */
interface Inside {
  readonly ws: { readonly _socket: { pause(): void } };
}

describe('transmissions in a sealed room', () => {
  let system: System;
  const visitors: Visitor[] = [];

  beforeEach(async () => (system = await startSystem()));
  afterEach(async () => {
    visitors.splice(0).forEach(({ browser }) => browser.close());
    await stopAll();
  });

  async function entered(count: number) {
    const { credential } = newSealedRoom();
    for (let i = 0; i < count; i++) visitors.push(await enter(system.gateway.url, credential));
    return { credential, all: [...visitors] };
  }

  function manyParts(): readonly Buffer[] {
    const id = randomBytes(16);
    return Array.from({ length: MANY }, () => randomPart(PART.frames, id, BODY_BYTES));
  }

  /** Sends parts as a page does, two at a time. @returns the answers. */
  async function sendParts({ socket }: Browser, parts: readonly Buffer[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    const left = [...parts];
    const send = async (): Promise<void> => {
      for (let part = left.shift(); part; part = left.shift()) {
        answers.push(await socket.timeout(60_000).emitWithAck('sealed_part', { part }));
      }
    };
    await Promise.all([send(), send()]);
    return answers;
  }

  it('TM-D4: reach everybody else while one browser reads nothing, which is cut off', async () => {
    const { all } = await entered(TALKERS + 2);
    const [ben, deaf, ...talkers] = all;
    const inside = deaf.browser.socket.io.engine.transport as unknown as Inside;
    inside.ws._socket.pause();
    const sent = new Map(talkers.map(({ you }) => [you, manyParts()]));
    const answered = talkers.map(({ browser, you }) => sendParts(browser, sent.get(you) ?? []));
    const heard = new Map(talkers.map(({ you }) => [you, 0]));
    for (let i = 0; i < TALKERS * MANY; i++) {
      const { n, part } = await nextPart(ben.browser);
      const place = heard.get(Number(n)) ?? MANY;
      heard.set(Number(n), place + 1);
      expect(sent.get(Number(n))?.[place].equals(part)).toBe(true);
    }
    for (const answers of await Promise.all(answered)) {
      expect(answers).toEqual(Array.from({ length: MANY }, () => ({})));
    }
    await system.gateway.logged('"browser-cut-off"');
    expect(system.gateway.log).toContain('"slow_consumer"');
    while (ben.browser.socket.connected) {
      const { members } = await ben.browser.next('room_changed');
      if ((members as unknown[]).length === TALKERS + 1) break;
    }
    const stayed = [ben, ...talkers].filter(({ browser }) => browser.socket.connected);
    expect(stayed).toHaveLength(TALKERS + 1);
  });

  it('TM-D6: end with a reason when the voice server is killed in the middle, and go on in a new room', async () => {
    const { all } = await entered(2);
    const [ann, ben] = all;
    for (const { browser } of all) await browser.next('server_connected');
    const answered = sendParts(ann.browser, manyParts());
    for (let i = 0; i < 20; i++) await nextPart(ben.browser);
    await system.voice.stop('SIGKILL');
    const failures = (await answered).filter((answer) => 'code' in (answer as object));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) {
      expect(failure).toEqual({ code: expect.any(String), message: expect.any(String) });
      expect(failure).not.toHaveProperty('code', 'internal');
    }
    await startVoiceServer({ VOICE_PORT: system.voice.port });
    const again = await Promise.all(all.map(({ browser }) => browser.next('server_connected')));
    const exporters = [...all.map(({ answer }) => answer), ...again].map(
      (told) => told['exporter'],
    );
    expect(new Set(exporters).size).toBe(4);
    while (ben.browser.unread('sealed_part') > 0) await nextPart(ben.browser);
    const trailer = randomPart(PART.trailer, randomBytes(16), 10);
    expect(await ann.browser.ask('sealed_part', { part: trailer })).toEqual({});
    expect((await nextPart(ben.browser)).part.equals(trailer)).toBe(true);
    expect(await ann.browser.next('sealed_sent')).toMatchObject({ recipients: 1 });
    expect(system.gateway.log).not.toMatch(/"level":"(?:fatal|error)"/);
    expect(await system.gateway.stop()).toEqual({ code: 0, signal: null });
  });
});
