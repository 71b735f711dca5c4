import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import { join, type Hop } from './hop';
import { riffChunk, riffChunks, waveFile, waveForm } from './riff';

const INTEGER = 1;
const FLOAT = 3;

/** One second of a tone as 16-bit little-endian samples. */
function tone(samplingRate: number): Buffer {
  const samples = Int16Array.from({ length: samplingRate }, (_, i) =>
    Math.round(20_000 * Math.sin((i * 2 * Math.PI * 440) / samplingRate)),
  );
  return Buffer.from(samples.buffer);
}

/** Version, kind, zero, id and sealed bytes of a chunk `svcM`; section 5.2. */
function messageChunk(file: Buffer): { kind: number; id: Buffer; sealed: Buffer } {
  const chunk = riffChunk(file, 'svcM');
  expect(chunk[0]).toBe(1);
  expect(chunk.readUInt16LE(2)).toBe(0);
  return { kind: chunk[1], id: chunk.subarray(4, 20), sealed: chunk.subarray(20) };
}

describe('what a message carries (docs/protocol.md, section 5)', () => {
  let raw: Hop;
  let browsers: Browser[];

  beforeAll(async () => {
    const voice = await startVoiceServer();
    const gateway = await startGateway(voice.port);
    raw = await join(voice.port);
    browsers = await Promise.all([
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url, 'binary'),
    ]);
  });
  afterAll(async () => {
    browsers.forEach((browser) => browser.close());
    await stopAll();
  });

  it.each([
    [8, INTEGER],
    [16, INTEGER],
    [24, INTEGER],
    [32, INTEGER],
    [32, FLOAT],
  ] as const)('M5.1 brings a RIFF/WAVE file of %d bits, form %d, as it is', async (bits, tag) => {
    const file = waveFile({ tag, bits, samplingRate: 16_000 }, Buffer.alloc(1_600 * (bits / 8)));
    raw.send(file);
    for (const browser of browsers) {
      const received = await browser.next('audio_received');
      expect(audioOf(received)).toEqual(file);
      expect(received).toMatchObject({ format: 'wav', verified: true, encrypted: false });
      expect(received['durationMs']).toBe(100);
    }
  });

  it('M5.2 takes anything else for 16-bit samples at 8 kHz', async () => {
    const samples = tone(8_000);
    raw.send(samples);
    for (const browser of browsers) {
      const received = await browser.next('audio_received');
      const file = audioOf(received);
      expect(waveForm(file)).toEqual({ tag: 1, bits: 16, samplingRate: 8_000, channels: 1 });
      expect(riffChunk(file, 'data')).toEqual(samples);
      expect(received['durationMs']).toBe(1_000);
    }
  });

  it('M5.2 completes an odd last byte with a zero byte', async () => {
    raw.send(Buffer.of(1, 2, 3));
    for (const browser of browsers) {
      const file = audioOf(await browser.next('audio_received'));
      expect(riffChunk(file, 'data')).toEqual(Buffer.of(1, 2, 3, 0));
    }
  });

  it('M5.3 sends sound as a file of 8-bit PCM at 8 kHz with its chunk behind it', async () => {
    const recording = waveFile({ tag: 1, bits: 16, samplingRate: 8_000 }, tone(8_000));
    await browsers[0].ask('send_audio', { audio: recording });
    const file = await raw.receive();
    expect(waveForm(file)).toEqual({ tag: 1, bits: 8, samplingRate: 8_000, channels: 1 });
    expect(riffChunks(file).map(({ id }) => id)).toEqual(['fmt ', 'data', 'svcM']);
    expect(riffChunk(file, 'data').length).toBe(8_000);
    const { kind, sealed } = messageChunk(file);
    expect([kind, sealed.length]).toEqual([1, 0]);
    await browsers[1].next('audio_received');
  });

  it.each([1, 2, 999, 100_000])('M5.4 brings %d sealed bytes unchanged', async (size) => {
    const sealed = randomBytes(size);
    await browsers[0].ask('send_audio', { audio: sealed, encrypted: true });
    const file = await raw.receive();
    expect(messageChunk(file)).toMatchObject({ kind: 2, sealed });
    expect(riffChunk(file, 'data')).toEqual(Buffer.alloc(160, 0x80));
    expect(audioOf(await browsers[1].next('audio_received'))).toEqual(sealed);
  });

  it('M5.4 brings the sealed bytes of a client to every browser', async () => {
    const sealed = randomBytes(5_001);
    raw.send(sealedFile(sealed));
    for (const browser of browsers) {
      const received = await browser.next('audio_received');
      expect(audioOf(received)).toEqual(sealed);
      expect(received).toMatchObject({ encrypted: true, verified: true, format: 'opaque' });
    }
  });

  it('M5.5 names the message alike at its sender and at each receiver', async () => {
    const { id } = await browsers[0].ask('send_audio', { audio: randomBytes(9), encrypted: true });
    expect((await browsers[1].next('audio_received'))['id']).toBe(id);
    const inChunk = messageChunk(await raw.receive()).id.toString('hex');
    expect(String(id).replaceAll('-', '')).toBe(inChunk);
  });
});

/** A message of kind 2, made by hand from section 5.2. */
function sealedFile(sealed: Buffer): Buffer {
  const silence = waveFile({ tag: 1, bits: 8, samplingRate: 8_000 }, Buffer.alloc(160, 0x80));
  const head = Buffer.from('svcM\0\0\0\0\x01\x02\0\0', 'latin1');
  head.writeUInt32LE(20 + sealed.length, 4);
  const padding = Buffer.alloc(sealed.length % 2);
  const file = Buffer.concat([silence, head, randomBytes(16), sealed, padding]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}
