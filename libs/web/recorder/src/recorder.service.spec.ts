import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  AudioDevices,
  type Capture,
  DEFAULT_PROCESSING,
  LastRecording,
  Microphone,
  type MicrophoneOpened,
  OBJECT_URLS,
  type Recording,
  type VoiceProcessing,
} from '@sealwave/web/audio-io';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { RecorderService, RecorderStore } from './recorder.service';
import { type Clip, clipIn } from './recorder-state';

/** A take whose sound the test decides. */
class ScriptedCapture implements Capture {
  readonly meters = signal(null);
  readonly startedAtMs = signal(0);
  discarded = false;
  readonly finished: Promise<Recording | null>;
  private finish!: (recording: Recording | null) => void;

  constructor(private readonly content: string) {
    this.finished = new Promise((resolve) => (this.finish = resolve));
  }
  stop(endedBy: Recording['endedBy'] = 'request'): void {
    const blob = new Blob([this.content]);
    blob.arrayBuffer = () => Promise.resolve(new TextEncoder().encode(this.content).buffer);
    this.finish({ blob, durationMs: 1200, endedBy });
  }
  discard(): void {
    this.discarded = true;
    this.finish(null);
  }
}

class ScriptedMicrophone extends Microphone {
  next: MicrophoneOpened = { capture: new ScriptedCapture('voice') };
  asked: VoiceProcessing | undefined;
  askedFor: string | undefined;

  override open(processing: VoiceProcessing, deviceId: string): Promise<MicrophoneOpened> {
    this.asked = processing;
    this.askedFor = deviceId;
    return Promise.resolve(this.next);
  }
}

describe('RecorderService', () => {
  let microphone: ScriptedMicrophone;
  let recorder: RecorderService;
  let liveUrls: Set<string>;
  const place = signal<string | null>('lobby');
  const sealedRoom = signal<string | null>(null);

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    microphone = new ScriptedMicrophone();
    liveUrls = new Set();
    let urls = 0;
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: microphone },
        { provide: GatewayClient, useValue: { place } },
        { provide: SealedRooms, useValue: { id: sealedRoom } },
        {
          provide: OBJECT_URLS,
          useValue: {
            create: () => {
              const url = `blob:${++urls}`;
              liveUrls.add(url);
              return url;
            },
            revoke: (url: string) => liveUrls.delete(url),
          },
        },
      ],
    });
    recorder = TestBed.inject(RecorderService);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  /** Lets everything run that waits for promises only. */
  async function settled(): Promise<void> {
    await jest.advanceTimersByTimeAsync(0);
  }

  async function startTake(content = 'voice'): Promise<ScriptedCapture> {
    const capture = new ScriptedCapture(content);
    microphone.next = { capture };
    void recorder.start();
    await settled();
    return capture;
  }

  async function recordClip(content = 'voice'): Promise<void> {
    const capture = await startTake(content);
    capture.stop();
    await settled();
  }

  it('goes from idle to recording to review', async () => {
    expect(recorder.state()).toEqual({ kind: 'idle', problem: null });
    await startTake();
    expect(recorder.state()).toMatchObject({ kind: 'recording' });
    recorder.stop();
    await settled();
    expect(recorder.state()).toMatchObject({
      kind: 'review',
      problem: null,
      clip: { durationMs: 1200, url: 'blob:1' },
    });
  });

  it('remembers the place in which a take was started', async () => {
    place.set('one');
    const capture = await startTake();
    place.set('other');
    capture.stop();
    await settled();
    expect(clipIn(recorder.state())?.place).toBe('one');
  });

  it('hands each take to the other pages, until there is a newer one', async () => {
    const last = TestBed.inject(LastRecording);
    await recordClip('first');
    const first = last.blob();
    expect(first?.size).toBe(5);
    await startTake();
    recorder.discard();
    await settled();
    expect(last.blob()).toBe(first);
  });

  it('requests one take at a time', async () => {
    const first = await startTake();
    microphone.next = { problem: 'in-use' };
    await recorder.start();
    expect(recorder.state()).toMatchObject({ kind: 'recording', capture: first });
  });

  it('opens the microphone with the chosen processing', async () => {
    recorder.setProcessing({ noiseSuppression: false });
    await startTake();
    expect(microphone.asked).toEqual({ ...DEFAULT_PROCESSING, noiseSuppression: false });
  });

  it('opens the chosen microphone', async () => {
    TestBed.inject(AudioDevices).microphone.choose('desk');
    await startTake();
    expect(microphone.askedFor).toBe('desk');
  });

  it('stores the coder and the processing for the next visit', () => {
    recorder.setCoder('pcm8');
    recorder.setProcessing({ autoGainControl: false });
    const next = TestBed.runInInjectionContext(() => new RecorderService());
    expect([next.coder(), next.processing().autoGainControl]).toEqual(['pcm8', false]);
  });

  it.each(['stop', 'discard'] as const)(
    'records nothing when it is told to %s while the microphone opens',
    async (how) => {
      let open!: (opened: MicrophoneOpened) => void;
      microphone.open = () => new Promise((resolve) => (open = resolve));
      const take = recorder.start();
      recorder[how]();
      const problem = how === 'stop' ? 'empty' : null;
      expect(recorder.state()).toEqual({ kind: 'idle', problem });
      const late = new ScriptedCapture('secret');
      open({ capture: late });
      await take;
      expect(late.discarded).toBe(true);
      expect(recorder.state()).toEqual({ kind: 'idle', problem });
    },
  );

  it('ignores a late answer of the microphone to an earlier request', async () => {
    const answers: ((opened: MicrophoneOpened) => void)[] = [];
    microphone.open = () => new Promise((resolve) => answers.push(resolve));
    void recorder.start();
    recorder.stop();
    void recorder.start();
    answers[0]({ problem: 'denied' });
    await settled();
    expect(recorder.state()).toMatchObject({ kind: 'opening' });
    answers[1]({ capture: new ScriptedCapture('voice') });
    await settled();
    expect(recorder.state()).toMatchObject({ kind: 'recording' });
  });

  it('keeps the clip when another take is cancelled before it starts', async () => {
    await recordClip();
    microphone.open = () => new Promise(() => undefined);
    void recorder.start();
    recorder.stop();
    expect(recorder.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
  });

  it('reports why the microphone did not open', async () => {
    microphone.next = { problem: 'denied' };
    await recorder.start();
    expect(recorder.state()).toEqual({ kind: 'idle', problem: 'denied' });
  });

  it('reports a take without sound data as empty', async () => {
    await recordClip('');
    expect(recorder.state()).toEqual({ kind: 'idle', problem: 'empty' });
  });

  it('ends a take by itself before it is longer than the gateway accepts', async () => {
    await startTake();
    await jest.advanceTimersByTimeAsync(15 * 60_000);
    expect(recorder.state()).toMatchObject({ kind: 'review' });
  });

  it('keeps the recording when the microphone disappears', async () => {
    const capture = await startTake();
    capture.stop('device');
    await settled();
    expect(recorder.state()).toMatchObject({ kind: 'review', clip: { endedBy: 'device' } });
  });

  it('ends a take in a sealed room at ten minutes, because no longer one can be sent there', async () => {
    sealedRoom.set('A'.repeat(24));
    await startTake();
    await jest.advanceTimersByTimeAsync(598_000);
    expect(recorder.state().kind).toBe('recording');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(recorder.state().kind).toBe('review');
    sealedRoom.set(null);
  });

  it('drops a take that is discarded while it runs', async () => {
    await startTake();
    recorder.discard();
    await settled();
    expect(recorder.state()).toEqual({ kind: 'idle', problem: null });
    expect(recorder.unsent()).toBe(false);
  });

  it('neither discards nor replaces a clip while it is being sent', async () => {
    await recordClip();
    const clip = clipIn(recorder.state()) as Clip;
    TestBed.inject(RecorderStore).moveTo({ kind: 'sending', clip, progress: null });
    recorder.discard();
    await recorder.start();
    expect(recorder.state()).toEqual({ kind: 'sending', clip, progress: null });
  });

  it('keeps the clip when the microphone does not open for another take', async () => {
    await recordClip();
    microphone.next = { problem: 'in-use' };
    await recorder.start();
    expect(clipIn(recorder.state())?.url).toBe('blob:1');
    expect(recorder.state()).toMatchObject({ problem: expect.stringContaining('Another app') });
  });

  it('frees the memory of a clip once it is discarded or replaced, and not before', async () => {
    await recordClip();
    expect(liveUrls).toEqual(new Set(['blob:1']));
    recorder.discard();
    expect(liveUrls).toEqual(new Set());
    await recordClip();
    await recordClip();
    expect(liveUrls).toEqual(new Set(['blob:3']));
  });
});
