import { connect } from 'node:net';
import { FrameStream } from '../conformance/frame-stream';
import { JOIN, joinSecured, type SecuredHop, shakeSecured } from '../conformance/secured-hop';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { flood } from './flooder';
import { exchange, inWords } from './live-exchange';

/** Settings under which the addresses of this machine are ordinary ones. */
const UNTRUSTED = { VOICE_TRUSTED_PEERS: '10.0.0.0/8' };

const CALM_SECONDS = 3;
const FLOOD_SECONDS = 6;
const PER_SECOND = 200;
/** Handshakes that are let in: the defaults of section 6.1 of docs/protocol.md. */
const LIMITS = { address: { burst: 5, perSecond: 1 }, all: { burst: 20, perSecond: 20 } };

/**
 * Far more than the 60 ms that are promised and the 12 ms that are printed where nothing else is going on: a machine
 * that is busy with other tests is late in peace as well. What tells a defence from none is how many are served.
 */
const GENEROUS_MS = 500;
const BUSY_FACTOR = 5;

const alone = ['127.0.0.2'];
const crowd = Array.from({ length: 250 }, (_, i) => `127.0.1.${i + 1}`);

describe('TM-D1: while connections come two hundred times a second', () => {
  let server: ServerProcess;
  let [ann, ben]: SecuredHop[] = [];

  beforeEach(async () => {
    server = await startVoiceServer({ ...UNTRUSTED, VOICE_HANDSHAKE_MS: 2_000 });
    ann = await joinSecured(server.port, ['message1']);
    ben = await joinSecured(server.port, ['message1']);
  });
  afterEach(async () => {
    [ann, ben].forEach((hop) => hop.close());
    await stopAll();
  });

  it.each([
    ['one address, with a hello each', alone, true, LIMITS.address],
    ['one address, with a key each', alone, false, LIMITS.address],
    ['everywhere, with a key each', crowd, false, LIMITS.all],
  ])('from %s, members talk on as before', async (name, from, saysHello, limit) => {
    const before = await exchange(ann, ben, CALM_SECONDS);
    await server.longestHoldMs();
    const connections = FLOOD_SECONDS * PER_SECOND;
    const [delivery, { served, seconds }] = await Promise.all([
      exchange(ann, ben, FLOOD_SECONDS),
      flood({ port: server.port, perSecond: PER_SECOND, connections, from, saysHello }),
    ]);
    const holdMs = await server.longestHoldMs();
    const after = await exchange(ann, ben, CALM_SECONDS);
    process.stdout.write(
      `flood from ${name}: ${inWords(delivery)}; before it ${inWords(before)}, after it ${inWords(after)}; ` +
        `${served} of ${connections} served in ${seconds.toFixed(1)} s, loop held ${holdMs.toFixed(1)} ms at most\n`,
    );
    expect(served).toBeLessThanOrEqual(limit.burst + limit.perSecond * (seconds + 1));
    expect(holdMs).toBeLessThan(GENEROUS_MS);
    expect(delivery.p99).toBeLessThan(
      Math.max(GENEROUS_MS, BUSY_FACTOR * before.p99, BUSY_FACTOR * after.p99),
    );
    for (const hop of [ann, ben]) expect(hop.stream.socket.closed).toBe(false);
  });

  it('from one address, a newcomer from another one is let in', async () => {
    const flooding = flood({
      port: server.port,
      perSecond: PER_SECOND,
      connections: PER_SECOND,
      from: alone,
      saysHello: true,
    });
    await server.logged('"rate_limited"');
    const socket = connect({ port: server.port, host: '127.0.0.1', localAddress: '127.0.0.3' });
    const newcomer = await shakeSecured(new FrameStream(socket));
    newcomer.control(JOIN);
    expect(await newcomer.nextControl()).toMatchObject({ t: 'joined' });
    newcomer.close();
    await flooding;
  });
});
