import { startSystem, type System } from '../integration/system';
import { Opcode, RawWebSocket, webSocketFrame } from '../gateway/raw-web-socket';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const FLAT_MB = 100;
const FRAMES = 10_000;
const ATTACKERS = 4;
const POURS = 1_000;

const NOTHING = Buffer.alloc(0);
const PING = webSocketFrame(Opcode.Ping, Buffer.alloc(125));
/** What Socket.IO never sees: how it begins, and frames, many in one write. */
const FLOODS: readonly (readonly [string, Buffer, Buffer])[] = [
  ['pings', NOTHING, repeated(PING)],
  ['empty pings', NOTHING, repeated(webSocketFrame(Opcode.Ping, ''))],
  ['pongs that nobody asked for', NOTHING, repeated(webSocketFrame(Opcode.Pong, 'pong'))],
  [
    'tiny pieces of a message',
    webSocketFrame(Opcode.Text, '4', false),
    repeated(webSocketFrame(Opcode.Continuation, '', false)),
  ],
];

jest.setTimeout((ATTACK_SECONDS + 60) * 1_000);

describe('TM-D8: WebSocket control frames', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(stopAll);

  /** Floods over one connection after the other until the signal; says how many were ended by the gateway. */
  const flood = async (until: AbortSignal, start: Buffer, frames: Buffer, reads = true) => {
    let cut = 0;
    const attack = async (): Promise<void> => {
      const attacker = await RawWebSocket.connected(system.gateway.url);
      if (!reads) attacker.socket.pause();
      attacker.socket.write(start);
      await attacker.pour(frames, POURS, until);
      const isCut = await Promise.race([attacker.closed.then(() => true), ended(until)]);
      if (isCut) cut++;
      attacker.socket.destroy();
    };
    const attackAgain = async (): Promise<void> => {
      do await attack();
      while (!until.aborted);
    };
    await Promise.all(Array.from({ length: ATTACKERS }, attackAgain));
    return cut;
  };

  it.each(FLOODS)('that are %s cut off who sends them, and hold nobody up', async (_, ...bytes) => {
    const before = system.gateway.log.length;
    let cut = 0;
    const aftermath = await besideBystanders(system, async (until) => {
      cut = await flood(until, ...bytes);
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(FLAT_MB);
    expect(cut).toBeGreaterThanOrEqual(ATTACKERS);
    expect(system.gateway.log.slice(before)).toContain('"code":"rate_limited"');
  });

  it('that are never answered, for the other side does not read, pile up nowhere', async () => {
    const [, start, frames] = FLOODS[0];
    const aftermath = await besideBystanders(system, (until) => flood(until, start, frames, false));
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(FLAT_MB);
  });

  it('of somebody who behaves are answered, each or the latest', async () => {
    const friend = await RawWebSocket.connected(system.gateway.url);
    for (let i = 0; i < 20; i++) {
      friend.socket.write(webSocketFrame(Opcode.Ping, `ping ${i}.`));
      await friend.hears(`ping ${i}.`);
    }
    friend.socket.destroy();
  });
});

/** False once the signal has come. */
function ended(until: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (until.aborted) resolve(false);
    until.addEventListener('abort', () => resolve(false));
  });
}

function repeated(frame: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: FRAMES }, () => frame));
}
