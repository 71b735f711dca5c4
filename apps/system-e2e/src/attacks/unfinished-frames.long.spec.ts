import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { FrameStream } from '../conformance/frame-stream';
import { JOIN, type SecuredHop, shakeSecured } from '../conformance/secured/secured-hop';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const ATTACKERS = 256;
const CLAIMED_BYTES = 8 * 1_048_576;
const LONG_BYTES = 300_000;
const FLAT_MB = 100;
/** What is left of an attack: less than this, once the server has tidied up. */
const LEFT_MB = 50;

/** Two people in a room of their own. */
async function pairIn(port: number): Promise<[SecuredHop, SecuredHop]> {
  const base64url = (bytes: number): string => randomBytes(bytes).toString('base64url');
  const room = { room: base64url(16), access: base64url(32) };
  const enter = async (): Promise<SecuredHop> => {
    const hop = await shakeSecured(await FrameStream.open(port));
    hop.control({ ...JOIN, t: 'create', ...room, caps: [] });
    expect(await hop.nextControl()).toMatchObject({ t: 'joined' });
    return hop;
  };
  return [await enter(), await enter()];
}

describe('TM-D13: while many begin frames of 8 MiB and finish none', () => {
  let system: System;
  beforeAll(async () => (system = await startSystem()));
  afterAll(stopAll);

  it(
    'memory stays within its budget and comes back, nobody else loses anything, and a long message arrives',
    async () => {
      const { voice } = system;
      const args = [voice.port, ATTACKERS, CLAIMED_BYTES].map(String);
      const attackers = fork(join(__dirname, 'unfinished-frames.mjs'), args, { execArgv: [] });
      const gone = once(attackers, 'exit');
      expect((await once(attackers, 'message'))[0]).toBe('joined');
      const [ann, ben] = await pairIn(voice.port);
      await voice.collectGarbage();
      const before = voice.memoryMb('VmRSS');
      const aftermath = await besideBystanders(system, async (until) => {
        const ended = once(until, 'abort');
        const sent = once(attackers, 'message');
        attackers.send('begin');
        await sent;
        // Somebody gives way, so the rest has begun what it never ends.
        await voice.logged('"frame_stalled"');
        ann.send(Buffer.alloc(LONG_BYTES, 7));
        expect(await ben.receive()).toEqual(Buffer.alloc(LONG_BYTES, 7));
        await ended;
        attackers.disconnect();
        await gone;
      });
      [ann, ben].forEach((hop) => hop.close());
      process.stdout.write(`unfinished frames: ${JSON.stringify(aftermath)}\n`);
      expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
      expect(aftermath.peakMb.voice).toBeLessThan(FLAT_MB);
      // The time-out of the test is the only bound: the system is given memory back in the server's own time.
      let leftMb: number;
      do {
        await voice.collectGarbage();
        leftMb = voice.memoryMb('VmRSS') - before;
      } while (leftMb >= LEFT_MB);
      process.stdout.write(`unfinished frames: ${leftMb.toFixed(1)} MB are left\n`);
    },
    (ATTACK_SECONDS + 240) * 1_000,
  );
});
