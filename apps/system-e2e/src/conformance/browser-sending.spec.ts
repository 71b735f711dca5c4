import { randomBytes } from 'node:crypto';
import { audioOf, Browser, type Payload } from '../browser/browser';
import { BASE_ONLY, startGateway, startVoiceServer, stopAll } from '../processes/running';
import { DocumentServer } from './document-server';
import { A } from './frame';
import { readRecording } from './recordings';
import { riffChunk, waveFile } from './riff';

const PART_BYTES = 10_000;

/** Half a minute to a minute of work for the gateway: fifteen minutes that are hard to code. */
const longRecording = (): Buffer =>
  waveFile({ tag: 1, bits: 8, samplingRate: 8_000 }, randomBytes(7_000_000));
const newId = (): string => randomBytes(16).toString('hex');

/** Uploads `audio` in parts and returns the answers. */
async function upload(browser: Browser, id: string, audio: Buffer): Promise<Payload[]> {
  const answers: Promise<Payload>[] = [];
  for (let offset = 0; offset < audio.length; offset += PART_BYTES) {
    const part = audio.subarray(offset, offset + PART_BYTES);
    answers.push(browser.ask('audio_part', { id, audio: part, offset }));
  }
  return Promise.all(answers);
}

describe('sending under an id of the browser (docs/protocol.md, section 8)', () => {
  let url: string;
  let [ann, ben]: Browser[] = [];
  let id: string;

  beforeAll(async () => {
    const voice = await startVoiceServer();
    ({ url } = await startGateway(voice.port));
  });
  beforeEach(async () => {
    id = newId();
    ann = await Browser.inLobby(url);
    ben = await Browser.inLobby(url, 'binary');
  });
  afterEach(() => [ann, ben].forEach((each) => each.close()));
  afterAll(stopAll);

  /** Sends one more recording and expects it to be the next that is heard. */
  async function expectNextIsMarker(): Promise<void> {
    const audio = randomBytes(20);
    await ann.ask('send_audio', { audio, encrypted: true });
    expect(audioOf(await ben.next('audio_received'))).toEqual(audio);
  }

  it.each([
    ['voice', () => ({ audio: readRecording('wav') })],
    ['sealed bytes', () => ({ audio: randomBytes(9), encrypted: true })],
  ])('M8.9 brings %s under the id that the browser drew', async (_, recording) => {
    expect(await ann.ask('send_audio', { ...recording(), id })).toMatchObject({ id });
    expect(await ann.next('audio_sent')).toMatchObject({ id });
    expect(await ben.next('audio_received')).toMatchObject({ id });
  });

  it('M8.9 answers a repetition like the first and sends it once', async () => {
    const recording = { audio: readRecording('wav'), id };
    const both = [ann.ask('send_audio', recording), ann.ask('send_audio', recording)];
    const [first, again] = await Promise.all(both);
    expect([again, await ann.ask('send_audio', recording)]).toEqual([first, first]);
    expect(await ben.next('audio_received')).toMatchObject({ id });
    await expectNextIsMarker();
  });

  it('M8.9 brings a repetition on another connection under the same id', async () => {
    await ann.ask('send_audio', { audio: readRecording('wav'), id });
    const again = await Browser.inLobby(url);
    await again.ask('send_audio', { audio: readRecording('wav'), id });
    for (let i = 0; i < 2; i++) expect(await ben.next('audio_received')).toMatchObject({ id });
    again.close();
  });

  it('M8.9 frees the id when it refuses', async () => {
    const refusal = await ann.ask('send_audio', { audio: Buffer.of(1), id });
    expect(refusal).toMatchObject({ code: 'audio_unsupported' });
    expect(await ann.ask('send_audio', { audio: readRecording('wav'), id })).toMatchObject({ id });
  });

  it.each([
    ['send_audio', { audio: 'AA==', id: '0' }],
    ['send_audio', { audio: 'AA==', id: 'A'.repeat(32) }],
    ['send_audio', { id: 'a'.repeat(32) }],
    ['audio_part', { id: 'a'.repeat(32), audio: Buffer.of(1) }],
    ['audio_part', { id: 'a'.repeat(32), audio: Buffer.of(1), offset: 1 }],
    ['audio_part', { id: 'a'.repeat(32), audio: Buffer.of(), offset: 0 }],
    ['cancel_audio', {}],
  ])('M8.7 M8.9 M8.10 M8.11 refuses %s with %j', async (event, payload) => {
    const answer = await ann.ask(event, payload);
    expect(answer).toMatchObject({ code: 'invalid_request' });
    expect(await ann.next('audio_error')).toEqual(answer);
  });

  it('M8.10 joins the parts of an upload, and counts their bytes', async () => {
    const audio = randomBytes(25_000);
    expect(await upload(ann, id, audio)).toEqual([
      { id, receivedBytes: 10_000 },
      { id, receivedBytes: 20_000 },
      { id, receivedBytes: 25_000 },
    ]);
    const sent = await ann.ask('send_audio', { id, encrypted: true });
    expect(sent).toMatchObject({ id, originalBytes: 25_000 });
    const received = await ben.next('audio_received');
    expect(audioOf(received)).toEqual(audio);
  });

  it('M8.10 keeps the order of events that do not wait for an answer', async () => {
    const audio = randomBytes(3_000);
    for (let offset = 0; offset < audio.length; offset += 10) {
      ann.emit('audio_part', { id, audio: audio.subarray(offset, offset + 10), offset });
    }
    await ann.ask('send_audio', { id, encrypted: true });
    expect(audioOf(await ben.next('audio_received'))).toEqual(audio);
  });

  it('M8.10 codes what was uploaded like what comes at once', async () => {
    const audio = readRecording('webm');
    await upload(ann, id, audio);
    const inParts = await ann.ask('send_audio', { id });
    const atOnce = await ann.ask('send_audio', { audio });
    expect({ ...inParts, id: '' }).toEqual({ ...atOnce, id: '' });
  });

  it('M8.10 starts again at 0, and ends an upload with a part that does not fit', async () => {
    await upload(ann, id, randomBytes(15_000));
    const audio = randomBytes(12_000);
    await upload(ann, id, audio);
    const misplaced = { id, audio: Buffer.of(1), offset: 11_999 };
    expect(await ann.ask('audio_part', misplaced)).toMatchObject({ code: 'invalid_request' });
    expect(await ann.ask('send_audio', { id })).toMatchObject({ code: 'invalid_request' });
    await upload(ann, id, audio);
    await ann.ask('send_audio', { id, encrypted: true });
    expect(audioOf(await ben.next('audio_received'))).toEqual(audio);
  });

  it('M8.10 refuses a third upload, and one that is too large', async () => {
    const part = { audio: randomBytes(9_000_000), offset: 0 };
    const [first, second] = [newId(), newId()];
    for (const each of [first, second]) await ann.ask('audio_part', { ...part, id: each });
    expect(await ann.ask('audio_part', { ...part, id })).toMatchObject({ code: 'busy' });
    const more = { ...part, id: first, offset: 9_000_000 };
    expect(await ann.ask('audio_part', more)).toMatchObject({ code: 'audio_too_large' });
    expect(await ann.ask('audio_part', { ...part, id })).toMatchObject({ id });
    const tooMuch = await ann.ask('send_audio', { id, encrypted: true });
    expect(tooMuch).toMatchObject({ code: 'audio_too_large' });
  });

  it('M8.11 drops an upload', async () => {
    await upload(ann, id, randomBytes(20));
    expect(await ann.ask('cancel_audio', { id })).toEqual({ id, cancelled: true });
    expect(await ann.ask('send_audio', { id })).toMatchObject({ code: 'invalid_request' });
    expect(await ann.ask('cancel_audio', { id })).toEqual({ id, cancelled: false });
  });

  it('M8.11 M8.12 ends the work on a recording, which is told of while it lasts', async () => {
    const sending = ann.ask('send_audio', { audio: longRecording(), id });
    const [before, after] = [await ann.next('audio_progress'), await ann.next('audio_progress')];
    for (const progress of [before, after])
      expect(progress).toEqual({ id, phase: 'coding', done: expect.any(Number) });
    expect(before['done']).toBeGreaterThan(0);
    expect(after['done']).toBeGreaterThan(Number(before['done']));
    expect(after['done']).toBeLessThanOrEqual(1);

    expect(await ann.ask('cancel_audio', { id })).toEqual({ id, cancelled: true });
    expect(await sending).toMatchObject({ code: 'cancelled' });
    expect(await ann.next('audio_error')).toMatchObject({ code: 'cancelled' });
    await expectNextIsMarker();
  });

  it('M8.11 says that it was too late', async () => {
    await ann.ask('send_audio', { audio: readRecording('wav'), id });
    expect(await ann.ask('cancel_audio', { id })).toEqual({ id, cancelled: false });
    expect(await ben.next('audio_received')).toMatchObject({ id });
  });

  it('M8.12 tells nothing to a browser that did not choose the id', async () => {
    const audio = longRecording().subarray(0, 1_000_000);
    await ann.ask('send_audio', { audio });
    expect(ann.unread('audio_progress')).toBe(0);
  });

  it('M8.13 acknowledges a round trip, connected to a voice server or not', async () => {
    const visitor = await Browser.open(url);
    for (const browser of [visitor, ann]) expect(await browser.ask('round_trip')).toEqual({});
    visitor.close();
  });
});

describe('messages that fail their checks (docs/protocol.md, section 8)', () => {
  afterAll(stopAll);

  it('M8.14 are counted, and the browser is told', async () => {
    const server = await DocumentServer.listen();
    const gateway = await startGateway(server.port, BASE_ONLY);
    const browser = await Browser.open(gateway.url, 'binary');
    const connecting = browser.ask('connect_to_server', {});
    const hop = await server.admit();
    await connecting;

    const body = hop.send(Buffer.of(1, 0));
    hop.stream.send(A, body);
    const first = await browser.next('audio_rejected');
    expect(first).toEqual({ count: 1, code: 'replayed_message' });

    for (let i = 0; i < 500; i++) hop.stream.send(A, randomBytes(100));
    let told = first;
    let times = 0;
    for (; Number(told['count']) < 501; times++) told = await browser.next('audio_rejected');
    expect(told).toEqual({ count: 501, code: 'integrity_failed' });
    expect(times).toBeLessThan(50);

    const good = randomBytes(10);
    hop.send(good);
    await browser.next('audio_received');
    expect(riffChunk(audioOf(await browser.next('audio_received')), 'data')).toEqual(good);
    browser.close();
    await server.close();
  });
});
