import { setImmediate as nextTurn } from 'node:timers/promises';
import { ErrorCode } from '@sealwave/kernel';
import { RunningServer } from './running-server';
import type { TestClient } from './test-client';

const MEBIBYTE = 1024 * 1024;
const SPEAKERS = 5;
const ROUNDS = 8;
/** Each speaker's, in a round: all together fit the queue of a client that reads. */
const MESSAGES = 5;
const MESSAGE_BYTES = 32 * 1024;

/** The next messages that a client gets: which speaker each is of, and its number. */
async function hear(client: TestClient, count: number): Promise<[speaker: number, number][]> {
  const heard: [number, number][] = [];
  while (heard.length < count) {
    const [speaker, number] = await client.receive();
    heard.push([speaker, number]);
  }
  return heard;
}

describe('a crowd', () => {
  let server: RunningServer;
  afterEach(() => server.stop());

  it('of fifty hears five speakers in order, and the server disconnects only the one that never reads', async () => {
    server = await RunningServer.start({ VOICE_MAX_QUEUED_BYTES: MEBIBYTE });
    const clients = await server.joined(50);
    const speakers = clients.slice(0, SPEAKERS);
    const [deaf] = clients.slice(-1);
    const audio = new Uint8Array(MESSAGE_BYTES);
    for (let round = 0; round < ROUNDS; round++) {
      const numbers = Array.from({ length: MESSAGES }, (_, i) => MESSAGES * round + i);
      for (const number of numbers) {
        for (const [i, speaker] of speakers.entries()) {
          audio.set([i, number]);
          speaker.send(audio);
        }
      }
      const hearRound = async (client: TestClient): Promise<void> => {
        const others = speakers.filter((speaker) => speaker !== client);
        const heard = await hear(client, MESSAGES * others.length);
        for (const other of others) {
          const own = heard.filter(([speaker]) => speakers[speaker] === other);
          expect(own.map(([, number]) => number)).toEqual(numbers);
        }
      };
      await Promise.all(clients.filter((client) => client !== deaf).map(hearRound));
    }
    expect(await server.log.until('session-cut')).toMatchObject([{ code: ErrorCode.SlowConsumer }]);
    expect(await deaf.cutOff()).toBeLessThan(ROUNDS * MESSAGES * SPEAKERS);
  }, 60_000);

  it('of a hundred that each claim a message of 8 MiB does not reserve memory', async () => {
    server = await RunningServer.start({ VOICE_FRAME_MS: 500 });
    const clients = [...(await server.joined(50)), ...(await server.joined(50))];
    const beforeBytes = process.memoryUsage().arrayBuffers;
    for (const { socket } of clients) socket.write(Buffer.from('0080000141aaaaaaaa', 'hex'));
    let peakBytes = 0;
    while (server.log.of('session-cut').length < clients.length) {
      peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - beforeBytes);
      await nextTurn();
    }
    expect(new Set(server.log.of('session-cut').map(({ code }) => code))).toEqual(
      new Set([ErrorCode.FrameStalled]),
    );
    expect(peakBytes).toBeLessThan(20 * MEBIBYTE);
  }, 60_000);
});
