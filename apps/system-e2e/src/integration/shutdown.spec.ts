import { Browser } from '../browser/browser';
import { DocumentServer } from '../conformance/document-server';
import { FrameStream } from '../conformance/frame-stream';
import { join } from '../conformance/hop';
import { BASE_ONLY, startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { startSystem } from './system';

describe('a server that is told to stop', () => {
  afterEach(stopAll);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s disconnects its clients and exits',
    async (signal) => {
      const { voice, gateway } = await startSystem();
      const browser = await Browser.inLobby(gateway.url);
      const raw = await join(voice.port);
      const idle = await Browser.open(gateway.url);

      await expectEnd(voice, signal);
      await expectEnd(gateway, signal);
      await raw.stream.closed;
      await Promise.all([browser.disconnected(), idle.disconnected()]);
    },
  );

  it('exits while it reconnects to a voice server', async () => {
    const { voice, gateway } = await startSystem();
    const browser = await Browser.inLobby(gateway.url);
    await voice.stop('SIGKILL');
    await browser.next('server_reconnecting');
    await expectEnd(gateway);
    await browser.disconnected();
  });

  it('exits in the middle of a handshake', async () => {
    const silent = await DocumentServer.listen();
    const gateway = await startGateway(silent.port, BASE_ONLY);
    const browser = await Browser.open(gateway.url);
    browser.emit('connect_to_server', {});
    await silent.accept();
    await expectEnd(gateway);
    await silent.close();

    const voice = await startVoiceServer();
    await (await FrameStream.open(voice.port)).next();
    await expectEnd(voice);
  });
});

async function expectEnd(server: ServerProcess, signal?: NodeJS.Signals): Promise<void> {
  expect(await server.stop(signal)).toEqual({ code: 0, signal: null });
}
