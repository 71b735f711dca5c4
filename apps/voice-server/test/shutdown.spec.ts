import { randomBytes } from 'node:crypto';
import { ErrorCode } from '@sealwave/kernel';
import { RunningServer } from './running-server';
import { stranger } from './test-client';

/** Connections that keep this process alive; its timers are those of the test runner too. */
function handles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'));
}

describe('close', () => {
  it('ends every connection, whatever it is doing, and leaves no handle', async () => {
    const before = handles();
    const server = await RunningServer.start({ VOICE_BYTES_PER_SECOND: 1024 });
    const [idle, heldBack, stalled, deaf] = await server.joined(4);
    const silent = stranger(server.port);
    await silent.frames.receive();
    stalled.socket.write(Buffer.from('000001', 'hex'));
    for (let i = 0; i < 3; i++) heldBack.send(randomBytes(5_000_000));
    for (let i = 0; i < 3; i++) expect(await idle.receive()).toHaveLength(5_000_000);

    await server.close();

    expect(server.log.of('session-closed')).toHaveLength(4);
    expect(server.log.of('connection-refused')).toMatchObject([{ code: ErrorCode.PeerClosed }]);
    const ours = [idle, heldBack, stalled, deaf, silent].map(({ frames }) => frames);
    ours.forEach((frames) => frames.close());
    await Promise.all(ours.map((frames) => frames.pause(60_000)));
    expect(handles().length).toBeLessThanOrEqual(before.length);
  });
});
