import { A, encodeFrame, frameHead, K } from '../conformance/frame';
import { FrameStream } from '../conformance/frame-stream';
import { refused } from '../conformance/lobby';
import { joinSecured, type SecuredHop, shakeSecured } from '../conformance/secured/secured-hop';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { exchange, inWords } from './live-exchange';
import { pause } from './pause';

const MEBIBYTE = 1_048_576;
const LIMIT_MS = 3_000;
const TALK_SECONDS = 4;
const FLAT_MB = 128;
const RECORDS_AT_ONCE = 240;

const SETTINGS = {
  VOICE_HANDSHAKE_MS: LIMIT_MS,
  VOICE_FRAME_MS: LIMIT_MS,
  VOICE_STALL_MS: LIMIT_MS,
  // Enough to fill what the system buffers for somebody who does not read.
  VOICE_BYTES_PER_SECOND: 100 * MEBIBYTE,
};

/** Sends a byte a second until the connection is closed. */
async function trickle({ socket, closed }: FrameStream, bytes: Buffer): Promise<void> {
  let isOpen = true;
  void closed.then(() => (isOpen = false));
  for (let at = 0; isOpen; at++) {
    socket.write(bytes.subarray(at, at + 1));
    await Promise.race([closed, pause(1_000)]);
  }
}

describe('beside a client that does not behave', () => {
  let server: ServerProcess;
  let [ann, ben]: SecuredHop[] = [];

  beforeAll(async () => (server = await startVoiceServer(SETTINGS)));
  beforeEach(async () => {
    ann = await joinSecured(server.port, ['message1']);
    ben = await joinSecured(server.port, ['message1']);
  });
  afterEach(() => [ann, ben].forEach((hop) => hop.close()));
  afterAll(stopAll);

  /** Lets Ann and Ben talk while somebody does not `behave`; nothing of theirs is lost. */
  async function talkBeside<T>(name: string, behave: () => Promise<T>): Promise<T> {
    const before = server.memoryMb('VmHWM');
    const [delivery, result] = await Promise.all([exchange(ann, ben, TALK_SECONDS), behave()]);
    const grownMb = server.memoryMb('VmHWM') - before;
    process.stdout.write(`${name}: ${inWords(delivery)}, ${grownMb.toFixed(1)} MB more\n`);
    for (const hop of [ann, ben]) expect(hop.stream.socket.closed).toBe(false);
    expect(grownMb).toBeLessThan(FLAT_MB);
    return result;
  }

  const slow: readonly [string, string, () => Promise<FrameStream>][] = [
    [
      'a byte a second of its key',
      'handshake_timeout',
      async () => {
        const stream = await FrameStream.open(server.port);
        void trickle(stream, encodeFrame(K, Buffer.alloc(65, 4)));
        return stream;
      },
    ],
    [
      'a byte a second of a message',
      'frame_stalled',
      async () => {
        const { stream } = await joinSecured(server.port);
        stream.socket.write(frameHead(1_000, A));
        void trickle(stream, Buffer.alloc(1_000));
        return stream;
      },
    ],
    ['nothing', 'handshake_timeout', () => FrameStream.open(server.port)],
    [
      'nothing after its hello',
      'handshake_timeout',
      async () => (await shakeSecured(await FrameStream.open(server.port))).stream,
    ],
  ];

  it.each(slow)(
    'TM-D3: that sends %s, members talk on, and it is cut off',
    async (name, code, open) => {
      await talkBeside(name, async () => refused(server, await open(), code));
    },
  );

  it('TM-D4: that never reads, members talk on, and it is cut off', async () => {
    const deaf = await joinSecured(server.port);
    const loud = await joinSecured(server.port);
    deaf.stream.socket.pause();
    await talkBeside('never reads', async () => {
      for (let i = 0; i < 14; i++) loud.send(Buffer.alloc(MEBIBYTE));
      await server.logged('"slow_consumer"');
    });
    deaf.stream.socket.resume();
    await refused(server, deaf.stream, 'slow_consumer');
    loud.close();
  });

  it('TM-D5: that sends 10 000 records a second, members talk on, and hear as many as are allowed', async () => {
    const [hasty, witness] = [await joinSecured(server.port), await joinSecured(server.port)];
    let heard = 0;
    const listening = (async () => {
      for (;;) if ((await witness.receive()).length === 1) heard++;
    })().catch(() => undefined); // it ends with the connection
    let sent = 0;
    await talkBeside('10 000 records a second', async () => {
      for (let turn = 0; turn < 200; turn++) {
        for (let i = 0; i < 100; i++, sent++) hasty.send(Buffer.of(1));
        await pause(10);
      }
    });
    [hasty, witness].forEach((hop) => hop.close());
    await listening;
    expect(heard).toBeGreaterThan(RECORDS_AT_ONCE);
    // At 120 a second most of them still wait when Ann and Ben have said what they had to say.
    expect(heard).toBeLessThan(sent / 2);
  });
});
