import { randomBytes } from 'node:crypto';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Talker } from './talker';

const IS_LONG = Boolean(process.env['LONG_TESTS']);
const KILLS = IS_LONG ? 20 : 2;
const ROOMS = IS_LONG ? 10 : 2;
const IN_ROOM = IS_LONG ? 10 : 5;
const LIMIT_MS = IS_LONG ? 900_000 : 120_000;
/** Messages that each room has to hear between two kills. */
const BETWEEN = 20;

const UNLIMITED = { GATEWAY_EVENTS_PER_SECOND: 1_000_000 };

describe('TM-D6: a voice server that is killed while people talk', () => {
  afterEach(stopAll);

  it(
    `${KILLS} times under ${ROOMS * IN_ROOM}: all come back, and nothing that was acknowledged is lost or doubled`,
    async () => {
      let voice = await startVoiceServer();
      const gateways = [
        await startGateway(voice.port, UNLIMITED),
        await startGateway(voice.port, UNLIMITED),
      ];
      const rooms = await Promise.all(Array.from({ length: ROOMS }, () => fill(gateways)));
      const talkers = rooms.flat();
      talkers.forEach((talker) => talker.talk());

      const times: number[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        await Promise.all(rooms.map(([first]) => heardMore(first, BETWEEN)));
        await voice.stop('SIGKILL');
        await Promise.all(talkers.map(({ browser }) => browser.next('disconnected')));
        voice = await startVoiceServer({ VOICE_PORT: voice.port });
        const began = performance.now();
        await Promise.all(talkers.map(({ browser }) => browser.next('server_connected')));
        times.push(performance.now() - began);
      }

      await Promise.all(talkers.map((talker) => talker.stop()));
      for (const room of rooms) {
        for (const talker of room) expect(await talker.say()).toBe(IN_ROOM - 1);
      }
      await Promise.all(talkers.map(({ browser }) => browser.ask('round_trip')));
      expect(discrepancies(rooms)).toEqual([]);
      report(times, talkers);
      for (const gateway of gateways) expect(gateway.log).not.toContain('"level":"fatal"');
      for (const { browser } of talkers) browser.close();
      for (const gateway of gateways) {
        expect(await gateway.stop()).toEqual({ code: 0, signal: null });
      }
    },
    LIMIT_MS,
  );
});

/** A new room with those in it, half of them behind each gateway. */
async function fill(gateways: readonly ServerProcess[]): Promise<readonly Talker[]> {
  const key = (bytes: number) => randomBytes(bytes).toString('base64url');
  const room = { id: key(16), access: key(32) };
  const talkers: Talker[] = [];
  for (let n = 0; n < IN_ROOM; n++) {
    talkers.push(await Talker.enter(gateways[n % gateways.length].url, room));
  }
  return talkers;
}

/** Resolves when somebody has heard `count` more messages. */
async function heardMore({ browser }: Talker, count: number): Promise<void> {
  while (browser.unread('audio_received') > 0) await browser.next('audio_received');
  for (let i = 0; i < count; i++) await browser.next('audio_received');
}

/** What was acknowledged and was not heard by as many as it went to, and what somebody heard twice. */
function discrepancies(rooms: readonly (readonly Talker[])[]): string[] {
  return rooms.flatMap((room) => {
    const twice = room.flatMap(({ heard }) => [...heard].filter(([, times]) => times > 1));
    const acknowledged = room.flatMap((talker) => [...talker.acknowledged]);
    const missing = acknowledged.flatMap(([id, recipients]) => {
      const heard = room.filter((talker) => talker.heard.has(id)).length;
      return heard === recipients ? [] : [`${id} went to ${recipients}, ${heard} heard it`];
    });
    return [...missing, ...twice.map(([id, times]) => `${id} was heard ${times} times by one`)];
  });
}

/** How long it took until all were back, from when the voice server listened again; nothing hangs on it. */
function report(times: readonly number[], talkers: readonly Talker[]): void {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  const messages = talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
  process.stderr.write(
    `${times.length} kills under ${talkers.length}: all back after ${sorted.join(', ')} ms; ${messages} messages acknowledged\n`,
  );
}
