import { TestBed } from '@angular/core/testing';
import { parseWav } from '@sealwave/audio';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { openRecording } from '@sealwave/e2ee';
import { Microphone } from '@sealwave/web/audio-io';
import { RecorderService } from '../recorder.service';
import { ID, METRICS, OutboxFixture, VOICE } from '../testing/outbox-fixture';

describe('OutboxService with encryption', () => {
  let ports: OutboxFixture;
  let store: OutboxFixture['store'];
  let outbox: OutboxFixture['outbox'];

  beforeEach(() => {
    ports = new OutboxFixture();
    ({ store, outbox } = ports);
  });

  afterEach(() => ports.restore());

  async function encrypted() {
    await outbox.encrypt();
    const { seal } = ports;
    if (seal.kind !== 'sealed') throw new Error(seal.kind);
    return seal.sealed;
  }

  it('goes from not encrypted to encrypting to encrypted, and keeps the recording', async () => {
    expect(ports.seal).toEqual({ kind: 'none' });
    const done = outbox.encrypt();
    expect(ports.seal).toEqual({ kind: 'sealing' });
    await done;
    expect(ports.seal).toMatchObject({ kind: 'sealed' });
    expect(await ports.bytesAt('blob:1')).toEqual(VOICE);
  });

  it('makes a file that opens to the recording, bit for bit, with its key', async () => {
    const { url, key } = await encrypted();
    const { recording } = await openRecording(await ports.bytesAt(url), key);
    expect(recording).toEqual(VOICE);
  });

  it("plays as noise of the recording's length, never louder than -20 dBFS", async () => {
    const { noiseUrl, noisePeaks } = await encrypted();
    const { samplingRate, channels } = parseWav(await ports.bytesAt(noiseUrl)).readAll();
    expect(channels[0].length / samplingRate).toBeCloseTo(1.2, 2);
    expect(Math.max(...channels[0].map(Math.abs))).toBeLessThanOrEqual(0.1);
    expect(Math.max(...noisePeaks)).toBeCloseTo(Math.max(...channels[0].map(Math.abs)), 6);
  });

  it('sends only the encrypted file, and keeps the key for the report', async () => {
    const { url, key } = await encrypted();
    const file = await ports.bytesAt(url);
    await outbox.send();
    expect(ports.sent).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{32}$/), audio: file, encrypted: true },
    ]);
    expect(ports.sent[0].id).not.toBe(ID);
    expect(store.state()).toEqual({
      kind: 'sent',
      metrics: METRICS,
      sealed: { key, recordedBytes: VOICE.length, durationMs: 1200 },
      audience: null,
    });
  });

  it('stays encrypted, under the same key, when sending fails', async () => {
    const { key } = await encrypted();
    ports.answer = () => Promise.reject(new Error('socket has been disconnected'));
    await outbox.send();
    expect(ports.seal).toMatchObject({ kind: 'sealed', sealed: { key } });
  });

  it('stays encrypted, under the same key, when it reached nobody', async () => {
    const { key, messageId } = await encrypted();
    ports.answer = () => Promise.resolve({ ...METRICS, recipients: 0 });
    await outbox.send();
    expect(ports.sent.map(({ id }) => id)).toEqual([messageId]);
    expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
    expect(ports.seal).toMatchObject({ kind: 'sealed', sealed: { key } });
    expect(ports.seal).not.toMatchObject({ sealed: { messageId } });
  });

  it('encrypts once, however often it is requested', async () => {
    const { key } = await encrypted();
    await outbox.encrypt();
    expect(ports.seal).toMatchObject({ sealed: { key } });
  });

  it('uses another key for another recording, which starts unencrypted', async () => {
    const { key } = await encrypted();
    ports.review(VOICE);
    expect(ports.seal).toEqual({ kind: 'none' });
    expect((await encrypted()).key).not.toBe(key);
  });

  it('sends nothing while it is still encrypting', async () => {
    const done = outbox.encrypt();
    await outbox.send();
    expect(ports.sent).toEqual([]);
    await done;
    expect(ports.seal).toMatchObject({ kind: 'sealed' });
  });

  it('keeps the recording and gives the reason when it cannot be encrypted', async () => {
    jest.spyOn(crypto.subtle, 'encrypt').mockRejectedValueOnce(new Error('out of memory'));
    await outbox.encrypt();
    expect(store.state()).toMatchObject({
      kind: 'review',
      clip: { url: 'blob:1', seal: { kind: 'none' } },
      problem: expect.stringMatching(/^Not encrypted: .*Your recording is kept as it was\.$/),
    });
    await outbox.encrypt();
    expect(ports.seal).toMatchObject({ kind: 'sealed' });
  });

  it('reports before sending that a recording is too large to be sent encrypted', async () => {
    ports.review(new Uint8Array(GATEWAY_LIMITS.maxSealedBytes));
    await outbox.encrypt();
    expect(store.state()).toMatchObject({
      clip: { seal: { kind: 'none' } },
      problem: expect.stringContaining('Too long to be sent encrypted'),
    });
  });

  it('keeps nothing of a recording that is discarded meanwhile', async () => {
    const done = outbox.encrypt();
    TestBed.inject(RecorderService).discard();
    await done;
    expect(store.state()).toEqual({ kind: 'idle', problem: null });
    expect([...ports.blobs.keys()]).toEqual([]);
  });

  it('finishes even while the microphone for another take is requested and refused', async () => {
    const microphone = TestBed.inject(Microphone);
    let refuse: () => void = () => undefined;
    microphone.open = () =>
      new Promise((resolve) => (refuse = () => resolve({ problem: 'in-use' })));
    const encrypting = outbox.encrypt();
    const recording = TestBed.inject(RecorderService).start();
    await encrypting;
    refuse();
    await recording;
    expect(store.state()).toMatchObject({ kind: 'review', clip: { seal: { kind: 'sealed' } } });
    expect(ports.blobs.size).toBe(3);
  });

  it('frees all of its memory once it is sent', async () => {
    await encrypted();
    expect(ports.blobs.size).toBe(3);
    await outbox.send();
    expect([...ports.blobs.keys()]).toEqual([]);
  });
});
