import { startVoiceServer, stopAll } from '../processes/running';
import { A, frameHead, K } from './frame';
import { FrameStream } from './frame-stream';
import { join } from './hop';
import { expectNextIsMarker, members, refused } from './lobby';

/** Settings under which this machine is an ordinary address. */
const UNTRUSTED = { VOICE_TRUSTED_PEERS: '10.0.0.0/8' };

describe('limits on connections (docs/protocol.md, section 6.1)', () => {
  afterEach(stopAll);

  it('M6.1 disconnects a client that is over the limit on connections', async () => {
    const server = await startVoiceServer({ VOICE_MAX_CONNECTIONS: 2 });
    const [ann, ben] = await members(server, 2);
    await refused(server, await FrameStream.open(server.port), 'busy');
    await expectNextIsMarker(ann, ben);
    ben.close();
    await expectNextIsMarker(ann, await eventually(() => join(server.port)));
  });

  it('M6.9 TM-D13: has the base client that has been silent longest give its place to a newcomer', async () => {
    const server = await startVoiceServer({ VOICE_MAX_CONNECTIONS: 2, VOICE_IDLE_BASE_MS: 1 });
    const [speaker, silent] = [await join(server.port), await join(server.port)];
    await expectNextIsMarker(speaker, silent);
    const newcomer = await join(server.port);
    await refused(server, silent.stream, 'busy');
    await expectNextIsMarker(speaker, newcomer);
  });

  it('M6.1 disconnects a client that is over the limit of one address', async () => {
    const server = await startVoiceServer({ ...UNTRUSTED, VOICE_MAX_CONNECTIONS_PER_ADDRESS: 2 });
    const [ann, ben] = await members(server, 2);
    await refused(server, await FrameStream.open(server.port), 'rate_limited');
    await expectNextIsMarker(ann, ben);
  });

  it('M6.1 lets a client that is over the limit on handshakes under way wait for a turn', async () => {
    const server = await startVoiceServer({ VOICE_MAX_HANDSHAKES: 2 });
    const [ann, ben] = await members(server, 2);
    const first = await FrameStream.open(server.port);
    const second = await FrameStream.open(server.port);
    await Promise.all([first.next(), second.next()]);
    const third = await FrameStream.open(server.port);
    await expectNextIsMarker(ann, ben);
    expect(third.hasUnread).toBe(false);
    first.socket.destroy();
    expect((await third.next()).type).toBe(K);
  });

  it('M6.1 disconnects the sixth handshake at once from one address', async () => {
    const server = await startVoiceServer(UNTRUSTED);
    const streams: FrameStream[] = [];
    for (let i = 0; i < 6; i++) streams.push(await FrameStream.open(server.port));
    await refused(server, streams[5], 'rate_limited');
    for (const stream of streams.slice(0, 5)) expect(stream.socket.closed).toBe(false);
  });

  it('M6.4 TM-D2: spends no memory on lengths that are only claimed', async () => {
    const server = await startVoiceServer();
    const claimants = await members(server, 24);
    const before = server.memoryMb('VmData');
    for (const { stream } of claimants) await stream.write(frameHead(8_388_609, A));
    const [ann, ben] = await members(server, 2); // both ends of a handshake come after the claims
    await expectNextIsMarker(ann, ben);
    expect(server.memoryMb('VmData') - before).toBeLessThan(claimants.length * 4);
  });
});

/** The result of the first attempt that succeeds. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      continue; // the server learns of a closed connection a little after us
    }
  }
}
