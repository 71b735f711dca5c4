import { TestBed } from '@angular/core/testing';
import { parseWav } from '@sealwave/audio';
import { type AudioSent, type Failure, GATEWAY_LIMITS, type SendAudio } from '@sealwave/contracts';
import { openRecording } from '@sealwave/e2ee';
import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { Microphone, OBJECT_URLS } from '@sealwave/web/audio-io';
import { GATEWAY_SOCKET, type GatewaySocket } from '@sealwave/web/gateway-client';
import { OutboxService } from './outbox.service';
import { type Clip, clipIn } from '../recorder-state';
import { RecorderService, RecorderStore } from '../recorder.service';
import { NOT_SEALED } from './seal';

const METRICS = { id: 'a', snrDb: 41.2 } as AudioSent;
const ID = '00112233445566778899aabbccddeeff';
const VOICE = new TextEncoder().encode('webm');

describe('OutboxService', () => {
  let store: RecorderStore;
  let outbox: OutboxService;
  let sent: SendAudio[];
  let answer: () => Promise<AudioSent | Failure>;
  let blobs: Map<string, Blob>;
  let socket: Pick<GatewaySocket, 'cancelAudio' | 'sendPart'> & { connected: boolean };

  beforeEach(() => {
    sent = [];
    answer = () => Promise.resolve(METRICS);
    blobs = new Map();
    socket = {
      connected: true,
      cancelAudio: ({ id }) => Promise.resolve({ id, cancelled: true }),
      sendPart: () => Promise.reject(new Error('nothing is to be sent in parts')),
      ...{ observe: () => undefined, close: () => undefined },
      ...{ sendAudio: (recording: SendAudio) => (sent.push(recording), answer()) },
    };
    // jsdom's blobs cannot be read, so that this one keeps what it is made of.
    jest.spyOn(globalThis, 'Blob').mockImplementation(
      ([bytes]: BlobPart[] = []) =>
        ({
          size: (bytes as Bytes).length,
          arrayBuffer: () => Promise.resolve((bytes as Bytes).slice().buffer),
        }) as Blob,
    );
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: { open: () => Promise.resolve({ problem: 'in-use' }) } },
        { provide: GATEWAY_SOCKET, useValue: socket },
        {
          provide: OBJECT_URLS,
          useValue: {
            create: (blob: Blob) => {
              const url = `blob:${blobs.size + 2}`;
              blobs.set(url, blob);
              return url;
            },
            revoke: (url: string) => blobs.delete(url),
          },
        },
      ],
    });
    store = TestBed.inject(RecorderStore);
    outbox = TestBed.inject(OutboxService);
    review(VOICE);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.restoreAllMocks();
  });

  function review(bytes: Bytes): void {
    const clip: Clip = {
      ...{ blob: new Blob([bytes]), durationMs: 1200, endedBy: 'request' },
      ...{ url: 'blob:1', messageId: ID, seal: NOT_SEALED, place: 'lobby' },
    };
    blobs.set(clip.url, clip.blob);
    store.moveTo({ kind: 'review', clip, problem: null });
  }

  /** Lets everything run that waits for no more than a task. */
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  function sealOf(): Clip['seal'] {
    const clip = clipIn(store.state());
    if (clip === null) throw new Error('there is no clip');
    return clip.seal;
  }

  async function encrypted() {
    await outbox.encrypt();
    const seal = sealOf();
    if (seal.kind !== 'sealed') throw new Error(seal.kind);
    return seal.sealed;
  }

  const bytesAt = async (url: string) => {
    const blob = blobs.get(url);
    if (blob === undefined) throw new Error(`nothing is at ${url}`);
    return new Uint8Array(await blob.arrayBuffer());
  };

  describe('sending', () => {
    it('sends the unchanged bytes of the recording', async () => {
      await outbox.send();
      expect(sent).toEqual([{ id: ID, audio: VOICE, encrypted: false, coder: 'nlp64' }]);
      expect(store.state()).toEqual({ kind: 'sent', metrics: METRICS, sealed: null });
    });

    it('requests the chosen coder', async () => {
      TestBed.inject(RecorderService).setCoder('pcm8');
      await outbox.send();
      expect(sent).toMatchObject([{ coder: 'pcm8' }]);
    });

    it('keeps the clip when the gateway refuses it, and can send it again', async () => {
      answer = () => Promise.resolve({ code: ErrorCode.Busy, message: 'two are being processed' });
      await outbox.send();
      expect(store.state()).toMatchObject({
        kind: 'review',
        clip: { url: 'blob:1' },
        problem: 'Not sent: two are being processed. Your recording is kept.',
      });
      answer = () => Promise.resolve(METRICS);
      await outbox.send();
      expect(store.state()).toMatchObject({ kind: 'sent' });
    });

    it('keeps the clip when the connection breaks while it is being sent', async () => {
      answer = () => Promise.reject(new Error('socket has been disconnected'));
      await outbox.send();
      expect(store.state()).toMatchObject({
        kind: 'review',
        clip: { url: 'blob:1' },
        problem: expect.stringContaining('nobody gets it twice'),
      });
    });

    it('sends a clip again under the same id, so that nobody hears it twice', async () => {
      answer = () => Promise.reject(new Error('socket has been disconnected'));
      await outbox.send();
      answer = () => Promise.resolve(METRICS);
      await outbox.send();
      expect(sent.map(({ id }) => id)).toEqual([ID, ID]);
    });

    it('keeps a clip whose sending was cancelled, without an error', async () => {
      answer = () =>
        new Promise((resolve) => {
          socket.cancelAudio = ({ id }) => {
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
      answer = () => new Promise((resolve) => (arrive = resolve));
      const sending = outbox.send();
      await settled();
      outbox.cancel();
      arrive(METRICS);
      await sending;
      expect(store.state()).toMatchObject({ kind: 'sent' });
    });

    it('reports the progress of a long clip', async () => {
      review(new Uint8Array(400_000));
      let goOn: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      socket.sendPart = async ({ id, offset, audio }) => {
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
      review(new Uint8Array(400_000));
      let goOn: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      socket.sendPart = async ({ id, audio }) => {
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
      socket.connected = false;
      await outbox.send();
      expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
      expect(sent).toEqual([]);
    });

    it('sends a clip once, however often it is requested', async () => {
      await Promise.all([outbox.send(), outbox.send()]);
      await outbox.send();
      expect(sent).toHaveLength(1);
    });

    it('frees the memory of a clip once it is sent, and not before', async () => {
      expect([...blobs.keys()]).toEqual(['blob:1']);
      await outbox.send();
      expect([...blobs.keys()]).toEqual([]);
    });
  });

  describe('encrypting', () => {
    it('goes from not encrypted to encrypting to encrypted, and keeps the recording', async () => {
      expect(sealOf()).toEqual({ kind: 'none' });
      const done = outbox.encrypt();
      expect(sealOf()).toEqual({ kind: 'sealing' });
      await done;
      expect(sealOf()).toMatchObject({ kind: 'sealed' });
      expect(await bytesAt('blob:1')).toEqual(VOICE);
    });

    it('makes a file that opens to the recording, bit for bit, with its key', async () => {
      const { url, key } = await encrypted();
      const { recording } = await openRecording(await bytesAt(url), key);
      expect(recording).toEqual(VOICE);
    });

    it("plays as noise of the recording's length, never louder than -20 dBFS", async () => {
      const { noiseUrl, noisePeaks } = await encrypted();
      const { samplingRate, channels } = parseWav(await bytesAt(noiseUrl)).readAll();
      expect(channels[0].length / samplingRate).toBeCloseTo(1.2, 2);
      expect(Math.max(...channels[0].map(Math.abs))).toBeLessThanOrEqual(0.1);
      expect(Math.max(...noisePeaks)).toBeCloseTo(Math.max(...channels[0].map(Math.abs)), 6);
    });

    it('sends only the encrypted file, and keeps the key for the report', async () => {
      const { url, key } = await encrypted();
      const file = await bytesAt(url);
      await outbox.send();
      expect(sent).toEqual([
        { id: expect.stringMatching(/^[0-9a-f]{32}$/), audio: file, encrypted: true },
      ]);
      expect(sent[0].id).not.toBe(ID);
      expect(store.state()).toEqual({
        kind: 'sent',
        metrics: METRICS,
        sealed: { key, recordedBytes: VOICE.length, durationMs: 1200 },
      });
    });

    it('stays encrypted, under the same key, when sending fails', async () => {
      const { key } = await encrypted();
      answer = () => Promise.reject(new Error('socket has been disconnected'));
      await outbox.send();
      expect(sealOf()).toMatchObject({ kind: 'sealed', sealed: { key } });
    });

    it('stays encrypted, under the same key, when it reached nobody', async () => {
      const { key, messageId } = await encrypted();
      answer = () => Promise.resolve({ ...METRICS, recipients: 0 });
      await outbox.send();
      expect(sent.map(({ id }) => id)).toEqual([messageId]);
      expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
      expect(sealOf()).toMatchObject({ kind: 'sealed', sealed: { key } });
      expect(sealOf()).not.toMatchObject({ sealed: { messageId } });
    });

    it('encrypts once, however often it is requested', async () => {
      const { key } = await encrypted();
      await outbox.encrypt();
      expect(sealOf()).toMatchObject({ sealed: { key } });
    });

    it('uses another key for another recording, which starts unencrypted', async () => {
      const { key } = await encrypted();
      review(VOICE);
      expect(sealOf()).toEqual({ kind: 'none' });
      expect((await encrypted()).key).not.toBe(key);
    });

    it('sends nothing while it is still encrypting', async () => {
      const done = outbox.encrypt();
      await outbox.send();
      expect(sent).toEqual([]);
      await done;
      expect(sealOf()).toMatchObject({ kind: 'sealed' });
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
      expect(sealOf()).toMatchObject({ kind: 'sealed' });
    });

    it('reports before sending that a recording is too large to be sent encrypted', async () => {
      review(new Uint8Array(GATEWAY_LIMITS.maxSealedBytes));
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
      expect([...blobs.keys()]).toEqual([]);
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
      expect(blobs.size).toBe(3);
    });

    it('frees all of its memory once it is sent', async () => {
      await encrypted();
      expect(blobs.size).toBe(3);
      await outbox.send();
      expect([...blobs.keys()]).toEqual([]);
    });
  });
});
