import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A, C } from './frame';
import { join, type Hop } from './hop';
import { expectNextIsMarker, PATIENT, refused } from './lobby';
import { FRAME_SAMPLES, nativeSealed, nativeVoice, SILENT_FRAME } from './native-message';
import { readRecording } from './recordings';
import { sealMessage } from './sealed-message';

const CAPABILITIES = { t: 'caps', v: 1, messages: [1] };
const HEAD_BYTES = 24;
const REPORT_BYTES = 40;

describe('native messages (docs/protocol.md, sections 5.2 and 5.3)', () => {
  let voice: ServerProcess;
  let capable: Hop;
  let other: Hop;
  let base: Hop;
  let browsers: Browser[];

  /** A client that has announced itself and has been answered. */
  async function joinCapable(): Promise<Hop> {
    const hop = await join(voice.port);
    hop.announce();
    expect(await hop.announced()).toEqual(CAPABILITIES);
    return hop;
  }

  beforeAll(async () => {
    voice = await startVoiceServer(PATIENT);
    const gateways = [await startGateway(voice.port), await startGateway(voice.port)];
    browsers = await Promise.all([
      Browser.inLobby(gateways[0].url, 'binary'),
      Browser.inLobby(gateways[1].url),
    ]);
  });
  beforeEach(async () => {
    [capable, other, base] = [await joinCapable(), await joinCapable(), await join(voice.port)];
  });
  afterEach(() => [capable, other, base].forEach((hop) => hop.close()));
  afterAll(async () => {
    browsers.forEach((browser) => browser.close());
    await stopAll();
  });

  it('M5.4 brings voice as the same bytes to those who announced, and to browsers', async () => {
    const message = nativeVoice({ frames: Buffer.concat([SILENT_FRAME, SILENT_FRAME]) });
    capable.send(message);
    expect(await other.receive()).toEqual(message);
    for (const browser of browsers)
      expect(await browser.next('audio_received')).toMatchObject({
        codec: 'nlp64',
        durationMs: 40,
      });
  });

  it.each([1, 2, 999, 100_000])('M5.4 brings %d sealed bytes unchanged', async (size) => {
    const sealed = randomBytes(size);
    capable.send(nativeSealed(sealed));
    expect((await other.receive()).subarray(HEAD_BYTES)).toEqual(sealed);
    for (const browser of browsers) {
      const received = await browser.next('audio_received');
      expect(audioOf(received)).toEqual(sealed);
      expect(received).toMatchObject({ encrypted: true, codec: 'none', quality: null });
    }
  });

  it('M5.5 names the message alike at its sender and at each receiver', async () => {
    const { id } = await browsers[0].ask('send_audio', { audio: randomBytes(9), encrypted: true });
    expect((await browsers[1].next('audio_received'))['id']).toBe(id);
    expect((await other.receive()).toString('hex', 8, HEAD_BYTES)).toBe(id);
    expect((await capable.receive()).toString('hex', 8, HEAD_BYTES)).toBe(id);
  });

  it('M5.6 counts the samples and bytes of the frames that it sends', async () => {
    const sent = await browsers[0].ask('send_audio', { audio: readRecording('webm') });
    const message = await other.receive();
    const frames = message.length - HEAD_BYTES - REPORT_BYTES;
    const samples = message.readUInt32BE(HEAD_BYTES + 4);
    expect(message.readUInt32BE(HEAD_BYTES + 8)).toBe(frames);
    expect(samples).toBeGreaterThan(frames - FRAME_SAMPLES);
    expect(samples).toBeLessThanOrEqual(frames);
    expect(sent).toMatchObject({ codec: 'nlp64', compressedBytes: frames });
    await browsers[1].next('audio_received');
    await base.receive();
  });

  it('M5.8 gives the report of the sender to all receivers', async () => {
    for (const coder of ['nlp64', 'pcm8']) {
      const audio = readRecording('ogg');
      const { quality, codec, snrDb } = await browsers[0].ask('send_audio', { audio, coder });
      const received = await browsers[1].next('audio_received');
      expect(received['quality']).toEqual(quality);
      expect([received['codec'], codec]).toEqual([coder, coder]);
      expect(quality).toMatchObject({ snr: { kind: 'measured', db: snrDb }, bitrateBps: 64_000 });
      expect(Number(snrDb) >= 40).toBe(coder === 'nlp64');
    }
  });

  const frames = SILENT_FRAME;
  const spoiled = Buffer.from(frames).fill(0xff, 2);
  it.each([
    ['M5.6', 'more samples than frames', nativeVoice({ frames, report: { 4: 161 } })],
    ['M5.6', 'no samples', nativeVoice({ frames, report: { 4: 0, 8: 0 } })],
    ['M5.6', 'the size of other frames', nativeVoice({ frames, report: { 8: 320 } })],
    ['M5.7', 'a report of another version', nativeVoice({ frames, report: { 0: 0x02008000 } })],
    ['M5.7', 'more passing than counted frames', nativeVoice({ frames, report: { 16: 1 } })],
    ['M5.7', 'a frame that does not decode', nativeVoice({ frames: spoiled })],
    ['M5.7', 'an unknown coder', nativeVoice({ frames, coder: 3 })],
    ['M5.7', 'a head that is cut', nativeVoice({ frames }).subarray(0, 20)],
    ['M5.7', 'nothing sealed', nativeSealed(Buffer.alloc(0))],
  ])('%s delivers nothing of a message with %s', async (_, __, message) => {
    capable.send(message);
    expect(await other.receive()).toEqual(message); // it is for the receiver to judge
    await expectNextIsMarker(capable, base);
    for (const browser of browsers) {
      const received = await browser.next('audio_received');
      expect(received).toMatchObject({ codec: 'unknown' }); // the marker
    }
  });

  it('M5.7 M4.2 delivers nothing of a message whose report was altered on the way', async () => {
    const body = sealMessage(capable.keys, nativeVoice({ frames }));
    body[28 + HEAD_BYTES + 33] ^= 1;
    capable.stream.send(A, body);
    await expectNextIsMarker(capable, base);
    // The marker, and nothing before it.
    expect((await other.receive()).toString()).toMatch(/^marker/);
    for (const browser of browsers)
      expect(await browser.next('audio_received')).toMatchObject({ codec: 'unknown' });
  });

  it('M5.9 answers each C with a C, and relays none', async () => {
    capable.announce('{"t":"caps","v":1,"messages":[1,2],"more":true}');
    expect(await capable.announced()).toEqual(CAPABILITIES);
    base.announce();
    expect(await base.announced()).toEqual(CAPABILITIES);
    const message = nativeSealed(randomBytes(7));
    capable.send(message);
    for (const hop of [other, base]) expect(await hop.receive()).toEqual(message);
    for (const browser of browsers) await browser.next('audio_received');
  });

  it('M5.9 sends base audio to a client that takes other versions only', async () => {
    base.announce('{"t":"caps","v":1,"messages":[9]}');
    await base.announced();
    capable.send(nativeVoice({ frames }));
    expect((await base.receive()).toString('latin1', 0, 4)).toBe('RIFF');
    for (const browser of browsers) await browser.next('audio_received');
  });

  it.each(['', '{', '[]', '{"t":"caps","v":1}', '{"t":"caps","v":1,"messages":["1"]}'])(
    'M5.10 closes on the announcement %j',
    async (announcement) => {
      base.announce(announcement);
      await refused(voice, base.stream, 'protocol_error');
    },
  );

  it('M5.10 learns nothing of a C that fails its checks, and closes on the third', async () => {
    base.stream.send(C, randomBytes(80));
    base.stream.send(C, randomBytes(80));
    capable.send(nativeVoice({ frames }));
    expect((await base.receive()).toString('latin1', 0, 4)).toBe('RIFF');
    base.stream.send(C, randomBytes(80));
    await refused(voice, base.stream, 'integrity_failed');
    for (const browser of browsers) await browser.next('audio_received');
  });

  it('M2.4 closes on the head of a C above the limit', async () => {
    base.stream.socket.write(Buffer.from('0000100243', 'hex'));
    await refused(voice, base.stream, 'frame_too_large');
  });
});
