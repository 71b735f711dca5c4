import { setTimeout as after } from 'node:timers/promises';
import { A, frameHead } from '../conformance/frame';
import { join, type Hop } from '../conformance/hop';
import { joinSecured, type SecuredHop } from '../conformance/secured-hop';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { besideBystanders } from './bystanders';

const ATTACKERS = 64;
const MEBIBYTE = 1_048_576;
const CLAIMED_BYTES = 8 * MEBIBYTE;
const LONG_BYTES = 300_000;
const FLAT_MB = 100;
/** The same for all, so that the attack costs whoever attacks little memory. */
const unfinished = Buffer.alloc(CLAIMED_BYTES - 100);

describe('TM-D13: while many begin frames of 8 MiB and finish none', () => {
  let system: System;
  beforeAll(async () => (system = await startSystem()));
  afterAll(stopAll);

  it('memory stays within its budget, nobody else loses anything, and a long message arrives', async () => {
    const { port } = system.voice;
    const attackers: SecuredHop[] = [];
    while (attackers.length < ATTACKERS) attackers.push(await joinSecured(port));
    const [ann, ben]: Hop[] = [await join(port), await join(port)];
    const aftermath = await besideBystanders(system, async (until) => {
      for (const { stream } of attackers) {
        stream.socket.write(frameHead(CLAIMED_BYTES, A));
        stream.socket.write(unfinished);
        await after(20);
      }
      ann.send(Buffer.alloc(LONG_BYTES, 7));
      expect(await ben.receive()).toEqual(Buffer.alloc(LONG_BYTES, 7));
      while (!until.aborted) await after(100);
      for (const hop of [...attackers, ann, ben]) hop.close();
    });
    process.stdout.write(`unfinished frames: ${JSON.stringify(aftermath)}\n`);
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.voice).toBeLessThan(FLAT_MB);
  }, 120_000);
});
