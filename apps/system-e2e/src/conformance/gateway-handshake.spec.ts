import { Browser, type Payload } from '../browser/browser';
import { BASE_ONLY, startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { DocumentServer } from './document-server';
import { A, encodeFrame, K, S } from './frame';
import { encodePublicKey, encodingOf, ENCODINGS } from './public-key';
import { example } from './document';
import { REFUSED_KEYS } from './refused-keys';

const serverKey = example('server public key raw');
const pem = encodePublicKey(serverKey, 'pem');

describe('the gateway as a client of a server made from the document', () => {
  let server: DocumentServer;
  let gateway: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    server = await DocumentServer.listen();
    gateway = await startGateway(server.port, BASE_ONLY);
  });
  beforeEach(async () => (browser = await Browser.open(gateway.url)));
  afterEach(() => browser.close());
  afterAll(async () => {
    await stopAll();
    await server.close();
  });

  const connecting = (): Promise<Payload> => browser.ask('connect_to_server', {});

  it.each(ENCODINGS)('M3.6 accepts a key in %s', async (encoding) => {
    const answer = connecting();
    const hop = await server.admit(encoding);
    const security = { state: 'unauthenticated', fingerprint: null };
    const room = { id: 'lobby', you: null, moderator: false, members: [] };
    expect(await answer).toEqual({ host: '127.0.0.1', port: server.port, security, room });
    expect(ENCODINGS).toContain(encodingOf(hop.handshake.peerKey));
  });

  it('M2.2 puts a key together that comes byte by byte', async () => {
    const answer = connecting();
    const stream = await server.accept();
    for (const byte of encodeFrame(K, pem)) await stream.write(Buffer.of(byte));
    expect((await stream.next()).type).toBe(K);
    stream.socket.destroy();
    await answer;
  });

  it('M3.1 waits for the K of the server and answers with its own', async () => {
    const answer = connecting();
    const stream = await server.accept();
    expect(stream.hasUnread).toBe(false);
    stream.send(K, serverKey);
    expect((await stream.next()).type).toBe(K);
    stream.socket.destroy();
    expect(await answer).toMatchObject({ code: 'peer_closed' });
  });

  it('M3.2 makes a new key pair for each connection', async () => {
    const first = connecting();
    const one = await server.admit();
    await first;
    const other = await Browser.open(gateway.url);
    const second = other.ask('connect_to_server', {});
    const two = await server.admit();
    await second;
    expect(one.handshake.peerKey).not.toEqual(two.handshake.peerKey);
    other.close();
  });

  it.each([
    ['an S', S],
    ['an A', A],
  ])('M3.3 gives up when %s comes instead of the K', async (_, type) => {
    const answer = connecting();
    const stream = await server.accept();
    stream.send(type, serverKey);
    await stream.closed;
    expect(await answer).toMatchObject({ code: 'protocol_error' });
  });

  it('M3.4 gives up when something else comes instead of the S', async () => {
    const answer = connecting();
    const stream = await server.accept();
    stream.send(K, serverKey);
    stream.send(A, Buffer.alloc(61));
    await stream.closed;
    expect(await answer).toMatchObject({ code: 'protocol_error' });
  });

  it.each([0, 15, 17])('M3.4 gives up on a salt of %d bytes', async (size) => {
    const answer = connecting();
    const stream = await server.accept();
    stream.send(K, serverKey);
    stream.send(S, Buffer.alloc(size));
    await stream.closed;
    expect(await answer).toMatchObject({ code: 'protocol_error' });
  });

  it.each(REFUSED_KEYS)('M3.7 TM-T4: gives up on %s', async (_, body) => {
    const answer = connecting();
    const stream = await server.accept();
    stream.send(K, body);
    await stream.closed;
    expect(['public_key_invalid', 'frame_too_large']).toContain((await answer)['code']);
  });

  it('M3.5 gives up on a server that says nothing', async () => {
    const hasty = await startGateway(server.port, { ...BASE_ONLY, GATEWAY_HANDSHAKE_MS: 200 });
    const visitor = await Browser.open(hasty.url);
    const answer = visitor.ask('connect_to_server', {});
    const stream = await server.accept();
    await stream.closed;
    expect(await answer).toMatchObject({ code: 'handshake_timeout' });
    visitor.close();
  });
});
