import { TestBed } from '@angular/core/testing';
import type { AudioSent } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { RecorderService } from '../recorder.service';
import { ID, METRICS, OutboxFixture, VOICE } from '../testing/outbox-fixture';

/** Lets everything run that waits for no more than a task. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('OutboxService', () => {
  let ports: OutboxFixture;
  let store: OutboxFixture['store'];
  let outbox: OutboxFixture['outbox'];

  beforeEach(() => {
    ports = new OutboxFixture();
    ({ store, outbox } = ports);
  });

  afterEach(() => ports.restore());

  it('sends the unchanged bytes of the recording', async () => {
    await outbox.send();
    expect(ports.sent).toEqual([{ id: ID, audio: VOICE, encrypted: false, coder: 'nlp64' }]);
    expect(store.state()).toEqual({
      ...{ kind: 'sent', metrics: METRICS },
      ...{ sealed: null, audience: null },
    });
  });

  it('requests the chosen coder', async () => {
    TestBed.inject(RecorderService).setCoder('pcm8');
    await outbox.send();
    expect(ports.sent).toMatchObject([{ coder: 'pcm8' }]);
  });

  it('keeps the clip when the gateway refuses it, and can send it again', async () => {
    ports.answer = () =>
      Promise.resolve({ code: ErrorCode.Busy, message: 'two are being processed' });
    await outbox.send();
    expect(store.state()).toMatchObject({
      kind: 'review',
      clip: { url: 'blob:1' },
      problem: 'Not sent: two are being processed. Your recording is kept.',
    });
    ports.answer = () => Promise.resolve(METRICS);
    await outbox.send();
    expect(store.state()).toMatchObject({ kind: 'sent' });
  });

  it('keeps the clip when the connection breaks while it is being sent', async () => {
    ports.answer = () => Promise.reject(new Error('socket has been disconnected'));
    await outbox.send();
    expect(store.state()).toMatchObject({
      kind: 'review',
      clip: { url: 'blob:1' },
      problem: expect.stringContaining('nobody gets it twice'),
    });
  });

  it('sends a clip again under the same id, so that nobody hears it twice', async () => {
    ports.answer = () => Promise.reject(new Error('socket has been disconnected'));
    await outbox.send();
    ports.answer = () => Promise.resolve(METRICS);
    await outbox.send();
    expect(ports.sent.map(({ id }) => id)).toEqual([ID, ID]);
  });

  it('keeps a clip whose sending was cancelled, without an error', async () => {
    ports.answer = () =>
      new Promise((resolve) => {
        ports.socket.cancelAudio = ({ id }) => {
          resolve({ code: ErrorCode.Cancelled, message: 'cancelled' });
          return Promise.resolve({ id, cancelled: true });
        };
      });
    const sending = outbox.send();
    await settled();
    outbox.cancel();
    await sending;
    expect(store.state()).toMatchObject({
      kind: 'review',
      clip: { url: 'blob:1' },
      problem: 'Not sent. Your recording is still here.',
    });
  });

  it('counts a clip as sent when it was cancelled too late', async () => {
    let arrive: (metrics: AudioSent) => void = () => undefined;
    ports.answer = () => new Promise((resolve) => (arrive = resolve));
    const sending = outbox.send();
    await settled();
    outbox.cancel();
    arrive(METRICS);
    await sending;
    expect(store.state()).toMatchObject({ kind: 'sent' });
  });

  it('reports the progress of a long clip', async () => {
    ports.review(new Uint8Array(400_000));
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    ports.socket.sendPart = async ({ id, offset, audio }) => {
      if (offset > 0) await gate;
      return { id, receivedBytes: offset + audio.length };
    };
    const sending = outbox.send();
    await settled();
    expect(store.state()).toMatchObject({
      progress: { phase: 'uploading', done: expect.closeTo(0.16, 2) },
    });
    goOn();
    await sending;
    expect(store.state()).toMatchObject({ kind: 'sent' });
  });

  it('ignores what arrives after sending was cancelled', async () => {
    ports.review(new Uint8Array(400_000));
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    ports.socket.sendPart = async ({ id, audio }) => {
      await gate;
      return { id, receivedBytes: audio.length };
    };
    const sending = outbox.send();
    await settled();
    outbox.cancel();
    await sending;
    goOn();
    await settled();
    expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
  });

  it('keeps the clip when there is no connection', async () => {
    ports.socket.connected = false;
    await outbox.send();
    expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
    expect(ports.sent).toEqual([]);
  });

  it('sends a clip once, however often it is requested', async () => {
    await Promise.all([outbox.send(), outbox.send()]);
    await outbox.send();
    expect(ports.sent).toHaveLength(1);
  });

  it('frees the memory of a clip once it is sent, and not before', async () => {
    expect([...ports.blobs.keys()]).toEqual(['blob:1']);
    await outbox.send();
    expect([...ports.blobs.keys()]).toEqual([]);
  });
});
