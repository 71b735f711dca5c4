import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { BASE_ONLY, startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { errorCodes } from './document';
import { DocumentServer } from './document-server';
import { join, type Hop } from './hop';
import { riffChunk, waveFile, waveForm } from './riff';
import { readRecording } from './recordings';
import { snrDb } from './signal';

/** Samples of 16 bits, 8 kHz. */
const wave = (samples: Int16Array): Buffer =>
  waveFile({ tag: 1, bits: 16, samplingRate: 8_000 }, Buffer.from(samples.buffer));
const random16 = (): Int16Array => new Int16Array(new Uint8Array(randomBytes(8_000)).buffer);

describe('Socket.IO events (docs/protocol.md, section 8)', () => {
  let voice: ServerProcess;
  let gateway: ServerProcess;
  let raw: Hop;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    voice = await startVoiceServer();
    gateway = await startGateway(voice.port, {
      GATEWAY_VOICE_SERVERS: `localhost:${voice.port},127.0.0.1:${voice.port}`,
    });
  });
  beforeEach(async () => {
    raw = await join(voice.port);
    ann = await Browser.inLobby(gateway.url);
    ben = await Browser.inLobby(gateway.url, 'binary');
  });
  afterEach(() => [raw, ann, ben].forEach((each) => each.close()));
  afterAll(stopAll);

  it.each(['localhost', '127.0.0.1'])('M8.1 connects to %s, which is configured', async (host) => {
    const visitor = await Browser.open(gateway.url);
    const asked = { host, port: voice.port };
    expect(await visitor.ask('connect_to_server', asked)).toMatchObject(asked);
    expect(await visitor.next('server_connected')).toMatchObject(asked);
    visitor.close();
  });

  it('M8.1 means the first one without host and port', async () => {
    const visitor = await Browser.open(gateway.url);
    const first = { host: 'localhost', port: voice.port };
    expect(await visitor.ask('connect_to_server', {})).toMatchObject(first);
    visitor.close();
  });

  it('M8.1 refuses what is not configured', async () => {
    const visitor = await Browser.open(gateway.url);
    const answer = await visitor.ask('connect_to_server', { host: 'localhost', port: 22 });
    expect(answer).toMatchObject({ code: 'not_allowed' });
    expect(await visitor.next('server_error')).toEqual(answer);
    visitor.close();
  });

  it('M8.2 codes as the gateway is set, and as the browser asks', async () => {
    const plain = await startGateway(voice.port, { GATEWAY_CODER: 'pcm8' });
    const dan = await Browser.inLobby(plain.url);
    const audio = wave(random16());
    expect(await dan.ask('send_audio', { audio })).toMatchObject({ codec: 'pcm8' });
    expect(await dan.ask('send_audio', { audio, coder: 'nlp64' })).toMatchObject({
      codec: 'nlp64',
    });
    dan.close();
  });

  it('M8.8 reports on what was coded, in JSON, and on nothing else', async () => {
    const count = { frames: expect.any(Number), passing: expect.any(Number) };
    const figure = { kind: 'measured', db: expect.any(Number) };
    const sent = await ann.ask('send_audio', { audio: readRecording('wav') });
    const quality = {
      ...{ snr: figure, pcm8Snr: figure, lowestFrameSnr: figure, firstPercentileFrameSnr: figure },
      ...{
        nonSilent: count,
        active: count,
        bitrateBps: 64_000,
        codedBytes: sent['compressedBytes'],
      },
      ...{ sampleCount: expect.any(Number), rmsDbfs: expect.any(Number), clippedSamples: 0 },
    };
    expect(sent['quality']).toEqual(quality);
    expect((await ben.next('audio_received'))['quality']).toEqual(sent['quality']);

    const silence = await ann.ask('send_audio', { audio: wave(new Int16Array(800)) });
    const none = { kind: 'silence', db: null };
    expect(silence['quality']).toMatchObject({ snr: none, lowestFrameSnr: none, rmsDbfs: null });
    const sealed = await ann.ask('send_audio', { audio: randomBytes(9), encrypted: true });
    expect(sealed['quality']).toBeNull();
  });

  it.each(['wav', 'webm', 'ogg'])('M8.2 codes a recording in %s at 64 kbit/s', async (kind) => {
    const recording = readRecording(kind);
    const sent = await ann.ask('send_audio', { audio: recording.toString('base64') });
    const samples = riffChunk(await raw.receive(), 'data').length;
    const compressedBytes = Math.ceil(samples / 160) * 160;
    expect(sent).toMatchObject({ codec: 'nlp64', compressedBytes });
    expect(sent['bitrateBps']).toBeCloseTo(64_000, 6);
    expect(Math.abs(samples / 8 - Number(sent['durationMs']))).toBeLessThan(1);
    expect(await ann.next('audio_sent')).toEqual(sent);
  });

  it('M8.3 looks into nothing that is encrypted, and brings it to every other browser', async () => {
    const cyd = await Browser.inLobby(gateway.url);
    const blob = randomBytes(3_001);
    const sent = await ann.ask('send_audio', { audio: blob, encrypted: true });
    expect(sent).toMatchObject({ encrypted: true, bitrateBps: null, durationMs: null });
    for (const browser of [ben, cyd]) {
      const received = await browser.next('audio_received');
      expect(audioOf(received)).toEqual(blob);
      expect(received).toMatchObject({ encrypted: true, format: 'opaque' });
    }
    cyd.close();
  });

  it.each(['nlp64', 'pcm8'])(
    'M8.4 gives the ratio of the coded to the 16-bit signal: %s',
    async (coder) => {
      const samples = random16();
      const sent = await ann.ask('send_audio', { audio: wave(samples), coder });
      const { data, bits } = await heardBy(ben);
      const decoded =
        bits === 16
          ? new Int16Array(new Uint8Array(data).buffer)
          : Int16Array.from(data, (level) => (level - 128) * 256);
      expect([sent['codec'], bits]).toEqual([coder, coder === 'nlp64' ? 16 : 8]);
      const ratio = snrDb(samples, decoded);
      expect(Number(sent['snrDb'])).toBeLessThanOrEqual(ratio);
      expect(Number(sent['snrDb'])).toBeGreaterThan(ratio - 0.011);
    },
  );

  it.each([
    ['silence', { audio: wave(new Int16Array(800)) }],
    ['lossless', { audio: wave(random16().map((sample) => sample & ~0xff)), coder: 'pcm8' }],
    ['unknown', { audio: randomBytes(9), encrypted: true }],
  ])('M8.4 gives null for %s', async (snrKind, message) => {
    expect(await ann.ask('send_audio', message)).toMatchObject({ snrKind, snrDb: null });
  });

  it('M8.5 gives Base64 or bytes, as wav or opaque', async () => {
    raw.send(Buffer.of(1, 0));
    const [toAnn, toBen] = [await ann.next('audio_received'), await ben.next('audio_received')];
    expect(typeof toAnn['audio']).toBe('string');
    expect(typeof toBen['audio']).toBe('object');
    expect(audioOf(toAnn)).toEqual(audioOf(toBen));
    for (const received of [toAnn, toBen])
      expect(received).toMatchObject({ format: 'wav', verified: true, encrypted: false });

    await ann.ask('send_audio', { audio: wave(random16()), encrypted: true });
    expect(await ben.next('audio_received')).toMatchObject({ format: 'wav', encrypted: true });
  });

  it('M8.6 says when the voice server goes away, comes back and what happens between', async () => {
    const server = await DocumentServer.listen();
    const own = await startGateway(server.port, BASE_ONLY);
    const browser = await Browser.open(own.url);
    browser.emit('connect_to_server', {});
    (await server.admit()).close();
    await browser.next('server_connected');
    expect(await browser.next('disconnected')).toEqual({ reason: 'connection_lost' });
    const attempt = await browser.next('server_reconnecting');
    expect(attempt).toEqual({ attempt: 1, delayMs: expect.any(Number) });
    await server.admit();
    expect(await browser.next('server_connected')).toMatchObject({ port: server.port });
    browser.close();
    await server.close();
  });

  it.each([
    ['an_event_that_does_not_exist', {}, 'server_error'],
    ['connect_to_server', { host: 5 }, 'server_error'],
    ['send_audio', { audio: 5 }, 'audio_error'],
    ['send_audio', {}, 'audio_error'],
    ['send_audio', { audio: 'AA==', coder: 'opus' }, 'audio_error'],
  ])('M8.7 answers %s with %j by an error and stays open', async (event, payload, error) => {
    const answer = await ann.ask(event, payload);
    expect(answer).toEqual({ code: 'invalid_request', message: expect.any(String) });
    expect(errorCodes()).toContain(answer['code']);
    expect(await ann.next(error)).toEqual(answer);
    expect(await ann.ask('send_audio', { audio: wave(random16()) })).toHaveProperty('id');
  });
});

/** The samples of what a browser receives next, and their size. */
async function heardBy(browser: Browser): Promise<{ data: Buffer; bits: number }> {
  const file = audioOf(await browser.next('audio_received'));
  return { data: riffChunk(file, 'data'), bits: waveForm(file).bits };
}
