import { connect } from 'node:net';
import { FrameStream } from '../conformance/frame-stream';
import {
  JOIN,
  joinSecured,
  type SecuredHop,
  shakeSecured,
} from '../conformance/secured/secured-hop';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { ATTACK_SECONDS } from './bystanders';
import { flood } from './flooder';
import { exchange, inWords } from './live-exchange';

/** Settings under which the addresses of this machine are ordinary ones. */
const UNTRUSTED = { VOICE_TRUSTED_PEERS: '10.0.0.0/8' };

const PER_SECOND = 200;
/** Of which the limits (section 6.1 of docs/protocol.md) let in 1 a second from one address, and 20 from all. */
const CONNECTIONS = PER_SECOND * ATTACK_SECONDS;

const alone = ['127.0.0.2'];
const crowd = Array.from({ length: 250 }, (_, i) => `127.0.1.${i + 1}`);

describe('TM-D1: while connections come two hundred times a second', () => {
  let server: ServerProcess;
  let [ann, ben]: SecuredHop[] = [];

  beforeEach(async () => {
    server = await startVoiceServer({ ...UNTRUSTED, VOICE_HANDSHAKE_MS: 4_000 });
    ann = await joinSecured(server.port, ['message1']);
    ben = await joinSecured(server.port, ['message1']);
  });
  afterEach(async () => {
    [ann, ben].forEach((hop) => hop.close());
    await stopAll();
  });

  it.each([
    ['one address, with a hello each', alone, true],
    ['one address, with a key each', alone, false],
    ['everywhere, with a key each', crowd, false],
  ])(
    'from %s, members talk on as before',
    async (name, from, saysHello) => {
      const [delivery, { served, refused }] = await Promise.all([
        exchange(ann, ben, ATTACK_SECONDS), // which loses nothing, and keeps the order
        flood({
          port: server.port,
          perSecond: PER_SECOND,
          connections: CONNECTIONS,
          from,
          saysHello,
        }),
      ]);
      process.stdout.write(
        `flood from ${name}: ${inWords(delivery)}; ${served} of ${CONNECTIONS} served\n`,
      );
      expect(served + refused).toBe(CONNECTIONS);
      expect(served).toBeLessThan(CONNECTIONS / 2);
      for (const hop of [ann, ben]) expect(hop.stream.socket.closed).toBe(false);
    },
    (60 + 5 * ATTACK_SECONDS) * 1_000,
  );

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
