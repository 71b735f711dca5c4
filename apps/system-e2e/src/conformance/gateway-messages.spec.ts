import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { DocumentServer } from './document-server';
import { A, frameHead } from './frame';
import type { Hop } from './hop';
import { riffChunk } from './riff';
import { macOf, NONCE_BYTES, openMessage, sealMessage, sealPlaintext } from './sealed-message';

const samples = Buffer.from([1, 0, 2, 0]);

describe('messages between the gateway and a server made from the document', () => {
  let server: DocumentServer;
  let gateway: ServerProcess;
  let browser: Browser;
  let hop: Hop;

  beforeAll(async () => {
    server = await DocumentServer.listen();
    gateway = await startGateway(server.port);
  });
  beforeEach(async () => {
    browser = await Browser.open(gateway.url, 'binary');
    const answer = browser.ask('connect_to_server', {});
    hop = await server.admit();
    await answer;
  });
  afterEach(() => browser.close());
  afterAll(async () => {
    await stopAll();
    await server.close();
  });

  /** Sends a good message and expects that nothing else reached the browser before it. */
  async function expectNextIsGood(): Promise<void> {
    const good = randomBytes(10);
    hop.send(good);
    const received = audioOf(await browser.next('audio_received'));
    expect(riffChunk(received, 'data')).toEqual(good);
  }

  it('M4.1 M4.3 come and go in the layout of the document', async () => {
    await browser.ask('send_audio', { audio: randomBytes(77), encrypted: true });
    await expect(hop.receive()).resolves.toBeInstanceOf(Buffer); // tag and HMAC are checked there
    await expectNextIsGood();
  });

  it('M4.2 M8.5 delivers nothing of a message whose tag is wrong', async () => {
    const body = sealMessage(hop.keys, samples);
    body[NONCE_BYTES] ^= 1;
    hop.stream.send(A, body);
    await expectNextIsGood();
  });

  it('M4.2 M8.5 delivers nothing of a message whose HMAC is wrong', async () => {
    const mac = macOf(hop.keys, samples);
    mac[0] ^= 1;
    hop.stream.send(A, sealPlaintext(hop.keys, Buffer.concat([samples, mac])));
    await expectNextIsGood();
  });

  it('M4.5 uses no nonce twice under one key', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 100; i++) {
      await browser.ask('send_audio', { audio: Buffer.of(i), encrypted: true });
      const body = await hop.receiveSealed();
      expect(() => openMessage(hop.keys, body)).not.toThrow();
      nonces.add(body.toString('hex', 0, NONCE_BYTES));
    }
    expect(nonces.size).toBe(100);
  });

  it('M4.7 delivers a message once', async () => {
    const body = hop.send(samples);
    hop.stream.send(A, body);
    await browser.next('audio_received');
    await expectNextIsGood();
  });

  it('M4.8 delivers nothing that comes back to it', async () => {
    await browser.ask('send_audio', { audio: randomBytes(5), encrypted: true });
    hop.stream.send(A, await hop.receiveSealed());
    await expectNextIsGood();
  });

  it.each([
    ['M2.3 a length of 0', Buffer.alloc(4)],
    ['M2.4 a length above the limit', frameHead(8_388_610, A)],
  ])('%s ends the connection', async (_, bytes) => {
    hop.stream.socket.write(bytes);
    await hop.stream.closed;
    expect(await browser.next('disconnected')).toEqual({ reason: 'connection_lost' });
  });

  it('M2.5 ignores frames of unknown types', async () => {
    for (let i = 0; i < 10; i++) hop.stream.send(0x7a, Buffer.alloc(i));
    await expectNextIsGood();
  });
});
