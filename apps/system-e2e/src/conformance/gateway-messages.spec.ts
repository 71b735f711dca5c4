import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { BASE_ONLY, startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { DocumentServer } from './document-server';
import { A, frameHead } from './frame';
import { shakeAsServer, type Hop } from './hop';
import { riffChunk, waveFile, waveForm } from './riff';
import { macOf, NONCE_BYTES, openMessage, sealMessage, sealPlaintext } from './sealed-message';

const samples = Buffer.from([1, 0, 2, 0]);

/** A sealed recording, in the one form that a server of the base protocol can carry. */
const sealed = (bytes: number): Buffer =>
  waveFile({ tag: 1, bits: 8, samplingRate: 44_100 }, randomBytes(bytes));

describe('messages between the gateway and a server made from the document', () => {
  let server: DocumentServer;
  let gateway: ServerProcess;
  let browser: Browser;
  let hop: Hop;

  beforeAll(async () => {
    server = await DocumentServer.listen();
    gateway = await startGateway(server.port, BASE_ONLY);
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
    await browser.ask('send_audio', { audio: sealed(77), encrypted: true });
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
      await browser.ask('send_audio', { audio: sealed(i + 1), encrypted: true });
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
    await browser.ask('send_audio', { audio: sealed(5), encrypted: true });
    hop.stream.send(A, await hop.receiveSealed());
    await expectNextIsGood();
  });

  it('M5.11 sends voice as a file of 8 bits, and says that it is pcm8', async () => {
    const recording = waveFile({ tag: 1, bits: 16, samplingRate: 8_000 }, randomBytes(1_600));
    const sent = await browser.ask('send_audio', { audio: recording, coder: 'nlp64' });
    expect(sent).toMatchObject({ codec: 'pcm8', compressedBytes: 800 });
    const file = await hop.receive();
    expect(waveForm(file)).toEqual({ tag: 1, bits: 8, samplingRate: 8_000, channels: 1 });
    expect(riffChunk(file, 'data').length).toBe(800);
  });

  it('M5.11 sends sealed bytes of a RIFF file as they are, and no others', async () => {
    const file = sealed(1_001);
    await browser.ask('send_audio', { audio: file, encrypted: true });
    expect(await hop.receive()).toEqual(file);
    const answer = await browser.ask('send_audio', { audio: randomBytes(9), encrypted: true });
    expect(answer).toMatchObject({ code: 'audio_unsupported' });
  });

  it('M5.11 announces what it takes, and sends native messages once that is answered', async () => {
    const other = await Browser.open(gateway.url);
    const answer = other.ask('connect_to_server', {});
    const capable = await shakeAsServer(await server.accept(), 'pem');
    expect(await capable.announced()).toEqual({ t: 'caps', v: 1, messages: [1] });
    capable.announce();
    await answer;
    await other.ask('send_audio', { audio: randomBytes(9), encrypted: true });
    expect((await capable.receive()).toString('hex', 0, 8)).toBe('53564d0102000000');
    other.close();
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
