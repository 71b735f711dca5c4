import { once } from 'node:events';
import { Opcode, RawWebSocket, webSocketFrame } from '../gateway/raw-web-socket';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const FLAT_MB = 100;
/** As many as one socket may send at once. */
const QUESTIONS = 400;
const NAME = 'x'.repeat(60_000);

jest.setTimeout((ATTACK_SECONDS + 60) * 1_000);

describe('TM-D8: answers that nobody reads', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(stopAll);

  it('cut off who asks on and on', async () => {
    // Each is answered with the name that there is no such namespace of.
    const question = webSocketFrame(Opcode.Text, `40/${NAME},`);
    const aftermath = await besideBystanders(system, async (until) => {
      do {
        const attacker = await RawWebSocket.connected(system.gateway.url);
        attacker.socket.pause();
        await attacker.pour(question, QUESTIONS, until);
        await Promise.race([attacker.closed, aborted(until)]);
        attacker.socket.destroy();
      } while (!until.aborted);
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(FLAT_MB);
    expect(system.gateway.log).toContain('"code":"slow_consumer"');
  });
});

function aborted(until: AbortSignal): Promise<unknown> {
  return until.aborted ? Promise.resolve() : once(until, 'abort');
}
