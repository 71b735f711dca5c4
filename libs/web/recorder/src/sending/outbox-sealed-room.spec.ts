import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ErrorCode } from '@sealwave/kernel';
import { DECODE_RECORDING } from '@sealwave/web/audio-io';
import {
  SealedRoomJobError,
  SealedRooms,
  type SendingProgress,
  type SentRecording,
} from '@sealwave/web/sealed-room';
import { OutboxFixture } from '../testing/outbox-fixture';

const FIGURE = { kind: 'measured', db: 41 } as const;
const COUNT = { frames: 50, passing: 50 };
const SENT: SentRecording = {
  id: 'f'.repeat(32),
  audience: { hearing: 1, others: 2, deaf: [3] },
  quality: {
    ...{ snr: FIGURE, pcm8Snr: FIGURE, lowestFrameSnr: FIGURE, firstPercentileFrameSnr: FIGURE },
    ...{ nonSilent: COUNT, active: COUNT, bitrateBps: 64_000, codedBytes: 8000 },
    ...{ sampleCount: 8000, rmsDbfs: -20, clippedSamples: 0 },
  },
  meetsSnr: true,
  durationMs: 1000,
};

type Send = SealedRooms['send'];

describe('OutboxService in a sealed room', () => {
  let ports: OutboxFixture;
  let store: OutboxFixture['store'];
  let outbox: OutboxFixture['outbox'];
  let send: jest.MockedFunction<Send>;

  beforeEach(() => {
    send = jest.fn<ReturnType<Send>, Parameters<Send>>().mockResolvedValue(SENT);
    const people = signal([{ n: 3, name: 'Cyd' }]);
    const id = signal('A'.repeat(24));
    const decoded = { samples: new Float32Array(16_000), durationMs: 1000 };
    TestBed.configureTestingModule({
      providers: [
        { provide: SealedRooms, useValue: { send, people, id } },
        { provide: DECODE_RECORDING, useValue: () => Promise.resolve(decoded) },
      ],
    });
    ports = new OutboxFixture();
    ({ store, outbox } = ports);
  });
  afterEach(() => ports.restore());

  it('hands the voice to the worker of the room, and nothing to the gateway', async () => {
    await outbox.send();
    expect(ports.sent).toEqual([]);
    const [recording] = send.mock.calls[0];
    expect(recording).toMatchObject({ samplingRate: 16_000, coder: 'nlp64' });
    expect(recording.samples).toHaveLength(16_000);
  });

  it('shows the report of the sender, and who cannot hear it', async () => {
    await outbox.send();
    expect(store.state()).toMatchObject({
      kind: 'sent',
      metrics: { snrDb: 41, codec: 'nlp64', quality: SENT.quality, recipients: 1 },
      audience: { hearing: 1, others: 2, deaf: ['Cyd'] },
    });
  });

  it('shows how far it is', async () => {
    const shown: (SendingProgress | null)[] = [];
    send.mockImplementation(async (_, { onProgress }) => {
      onProgress?.({ phase: 'uploading', done: 0.5 });
      const state = store.state();
      if (state.kind === 'sending') shown.push(state.progress);
      return SENT;
    });
    await outbox.send();
    expect(shown).toEqual([{ phase: 'uploading', done: 0.5 }]);
  });

  it.each([
    ['the connection is lost', ErrorCode.NotConnected, /Your recording is kept/],
    ['it is cancelled', ErrorCode.Cancelled, /Your recording is still here/],
  ])('keeps the recording when %s', async (_, code, problem) => {
    send.mockRejectedValue(SealedRoomJobError.of({ code, message: 'no' }));
    await outbox.send();
    expect(store.state()).toMatchObject({
      ...{ kind: 'review', clip: { url: 'blob:1' } },
      problem: expect.stringMatching(problem),
    });
  });

  it.each([
    [0, /Nobody else was here/],
    [2, /Nobody here can hear you yet/],
  ])('keeps what nobody of %s others could hear', async (others, problem) => {
    const audience = { hearing: 0, others, deaf: [] };
    send.mockResolvedValue({ ...SENT, audience });
    await outbox.send();
    expect(store.state()).toMatchObject({
      ...{ kind: 'review', clip: { url: 'blob:1' } },
      problem: expect.stringMatching(problem),
    });
  });

  it('sends nothing that is locked with a code, and keeps it', async () => {
    await outbox.encrypt();
    await outbox.send();
    expect(send).not.toHaveBeenCalled();
    expect(store.state()).toMatchObject({
      ...{ kind: 'review' },
      problem: expect.stringMatching(/open channel only/),
    });
  });
});
