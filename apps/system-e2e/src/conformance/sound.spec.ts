import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import { A } from './frame';
import { join, type Hop } from './hop';
import { nativeVoice, SILENT_FRAME } from './native-message';
import { riffChunk, waveFile, waveForm } from './riff';
import { openMessage } from './sealed-message';
import { snrDb } from './signal';

const INTEGER = 1;
const FLOAT = 3;

/** One second of a tone as 16-bit little-endian samples. */
function tone(samplingRate: number): Buffer {
  const samples = Int16Array.from({ length: samplingRate }, (_, i) =>
    Math.round(20_000 * Math.sin((i * 2 * Math.PI * 440) / samplingRate)),
  );
  return Buffer.from(samples.buffer);
}

describe('what a message carries (docs/protocol.md, section 5)', () => {
  let raw: Hop;
  let port: number;
  let browsers: Browser[];

  beforeAll(async () => {
    const voice = await startVoiceServer();
    const gateway = await startGateway(voice.port);
    port = voice.port;
    raw = await join(port);
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
      expect(received).toMatchObject({ durationMs: 100, codec: 'unknown', quality: null });
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

  it('M5.3 brings voice of a browser as a file of 8-bit PCM at 8 kHz', async () => {
    const recording = waveFile({ tag: 1, bits: 16, samplingRate: 8_000 }, tone(8_000));
    for (const coder of ['nlp64', 'pcm8']) {
      await browsers[0].ask('send_audio', { audio: recording, coder });
      const file = await raw.receive();
      expect(waveForm(file)).toEqual({ tag: 1, bits: 8, samplingRate: 8_000, channels: 1 });
      const levels = riffChunk(file, 'data');
      const samples = Int16Array.from(levels, (level) => (level - 128) * 256);
      const original = new Int16Array(new Uint8Array(tone(8_000)).buffer);
      expect(snrDb(original, samples)).toBeGreaterThan(40);
      await browsers[1].next('audio_received');
    }
  });

  it('M5.3 brings sealed bytes when they are a RIFF file, and nothing otherwise', async () => {
    const file = waveFile({ tag: 1, bits: 16, samplingRate: 44_100 }, randomBytes(5_000));
    for (const audio of [randomBytes(9), file])
      await browsers[0].ask('send_audio', { audio, encrypted: true });
    expect(await raw.receive()).toEqual(file);
    for (let i = 0; i < 2; i++) await browsers[1].next('audio_received');
  });

  it('M5.3 M5.9 never sends a client that has announced nothing anything but base audio', async () => {
    const base = await join(port);
    const capable = await join(port);
    capable.announce();
    await capable.announced();
    capable.send(nativeVoice({ frames: SILENT_FRAME }));
    const { type, body } = await base.stream.next();
    expect([type, openMessage(base.keys, body).toString('latin1', 0, 4)]).toEqual([A, 'RIFF']);
    [base, capable].forEach((hop) => hop.close());
    await raw.receive();
    for (const browser of browsers) await browser.next('audio_received');
  });
});
