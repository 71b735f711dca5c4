import { Browser } from '../browser/browser';
import { DocumentServer } from '../conformance/document-server';
import { BASE_ONLY, startGateway, stopAll } from '../processes/running';
import { recording } from './speech';
import { startSystem, type System } from './system';

describe('a session with the voice server', () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => (system = await startSystem()));
  beforeEach(async () => (browser = await Browser.open(system.gateway.url)));
  afterEach(() => browser.close());
  afterAll(stopAll);

  const server = () => ({ host: '127.0.0.1', port: system.voice.port });

  it('begins and ends by events without acknowledgement', async () => {
    browser.emit('connect_to_server', server());
    expect(await browser.next('server_connected')).toMatchObject(server());
    browser.emit('disconnect_from_server');
    expect(await browser.next('disconnected')).toEqual({ reason: 'requested' });
  });

  it('begins and ends by events with acknowledgement, both answered twice alike', async () => {
    expect(await browser.ask('connect_to_server', server())).toMatchObject(server());
    expect(await browser.next('server_connected')).toMatchObject(server());
    const end = { reason: 'requested' };
    expect(await browser.ask('disconnect_from_server')).toEqual(end);
    expect(await browser.next('disconnected')).toEqual(end);
  });

  it('begins with the first server when the request names none', async () => {
    expect(await browser.ask('connect_to_server')).toMatchObject(server());
  });

  it('begins again after its end', async () => {
    await browser.ask('connect_to_server', {});
    await browser.ask('disconnect_from_server');
    expect(await browser.ask('connect_to_server', {})).toMatchObject(server());
  });

  it('allows no second one', async () => {
    await browser.ask('connect_to_server', {});
    expect(await browser.ask('connect_to_server', {})).toMatchObject({ code: 'already_connected' });
  });

  it.each(['polling', 'websocket'])(
    'over %s follows the last request, however quick they are',
    async (transport) => {
      const hasty = await Browser.open(system.gateway.url, 'binary', { transports: [transport] });
      const asked = hasty.ask('connect_to_server', {});
      hasty.emit('disconnect_from_server');
      expect(await hasty.ask('connect_to_server', {})).toMatchObject(server());
      // The first one was made, or given up: whichever was faster.
      const { code } = (await asked) as { code?: string };
      expect([undefined, 'not_connected']).toContain(code);
      const sent = await hasty.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
      expect(sent).toHaveProperty('id');
      hasty.close();
    },
  );

  it('ends in the middle of a handshake on request', async () => {
    const slow = await DocumentServer.listen();
    const gateway = await startGateway(slow.port, BASE_ONLY);
    const visitor = await Browser.open(gateway.url);
    const asked = visitor.ask('connect_to_server', {});
    const stream = await slow.accept();
    await visitor.ask('disconnect_from_server');
    await stream.closed;
    expect(await asked).toMatchObject({ code: 'not_connected' });
    visitor.close();
    await slow.close();
  });

  it('is required for sending', async () => {
    const answer = await browser.ask('send_audio', { audio: recording('wav') });
    expect(answer).toEqual({ code: 'not_connected', message: expect.any(String) });
    expect(await browser.next('audio_error')).toEqual(answer);
  });

  it('can be ended without having begun', async () => {
    expect(await browser.ask('disconnect_from_server')).toEqual({ reason: 'requested' });
  });

  it('does not begin when the voice server is not running', async () => {
    const alone = await startGateway(1);
    const visitor = await Browser.open(alone.url);
    const answer = await visitor.ask('connect_to_server', {});
    expect(answer).toMatchObject({ code: 'unreachable' });
    expect(await visitor.next('server_error')).toEqual(answer);
    visitor.close();
  });
});
