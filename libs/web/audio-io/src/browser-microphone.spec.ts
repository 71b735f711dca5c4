import { TestBed } from '@angular/core/testing';
import { AudioDevices } from './audio-devices';
import { BrowserMicrophone } from './browser-microphone';
import { DEFAULT_DEVICE } from './device-choice';
import type { Capture, MicrophoneOpened } from './microphone';
import { DEFAULT_PROCESSING } from './voice-processing';

/** `MediaRecorder` as far as it is used, with the test in the place of the device. */
class ScriptedRecorder {
  static last: ScriptedRecorder;
  static supported = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
  static isTypeSupported(type: string): boolean {
    return ScriptedRecorder.supported.includes(type);
  }

  state: RecordingState = 'inactive';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  timesliceMs = 0;
  readonly mimeType: string;

  constructor(
    readonly stream: MediaStream,
    options: MediaRecorderOptions,
  ) {
    ScriptedRecorder.last = this;
    this.mimeType = options.mimeType ?? '';
  }
  start(timesliceMs: number): void {
    this.state = 'recording';
    this.timesliceMs = timesliceMs;
  }
  stop(): void {
    this.state = 'inactive';
    this.onstop?.();
  }
  hears(text: string): void {
    this.ondataavailable?.({ data: new Blob([text]) });
  }
}

const audio = {
  closed: false,
  resume: () => Promise.resolve(),
  close: () => Promise.resolve(void (audio.closed = true)),
  createAnalyser: () => ({ fftSize: 0, smoothingTimeConstant: 0 }),
  createMediaStreamSource: () => ({ connect: () => undefined }),
};

const track = { live: true, stop: () => void (track.live = false) };
const stream = { getTracks: () => [track] } as unknown as MediaStream;

describe('BrowserMicrophone', () => {
  let asked: MediaStreamConstraints | undefined;
  let grant: () => Promise<MediaStream>;
  let microphone: BrowserMicrophone;
  let named: boolean;

  function browser(replacements: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(replacements)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  }

  beforeEach(() => {
    grant = () => Promise.resolve(stream);
    track.live = true;
    audio.closed = false;
    ScriptedRecorder.supported = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
    browser({
      isSecureContext: true,
      MediaRecorder: ScriptedRecorder,
      AudioContext: function () {
        return audio;
      },
    });
    Object.defineProperty(navigator, 'mediaDevices', {
      configurable: true,
      value: {
        getUserMedia: (constraints: MediaStreamConstraints) => {
          asked = constraints;
          return grant();
        },
        enumerateDevices: () =>
          Promise.resolve([
            { kind: 'audioinput', deviceId: named ? 'desk' : '', label: named ? 'Desk' : '' },
          ]),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
    });
    named = false;
    TestBed.configureTestingModule({ providers: [BrowserMicrophone] });
    microphone = TestBed.inject(BrowserMicrophone);
  });

  /** A `Web Audio` that differs from one that works. */
  function webAudio(differences: object, construct: () => void = () => undefined): void {
    browser({
      AudioContext: function () {
        construct();
        return Object.assign(Object.create(audio), differences);
      },
    });
  }

  async function capture(): Promise<Capture> {
    const opened: MicrophoneOpened = await microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE);
    if ('problem' in opened) throw new Error(opened.problem);
    return opened.capture;
  }

  it('asks for one channel with echo cancellation and noise suppression', async () => {
    await capture();
    expect(asked).toEqual({
      audio: {
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  });

  it('asks for the microphone that was chosen', async () => {
    await microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(asked).toMatchObject({ audio: { deviceId: { exact: 'desk' } } });
  });

  it('takes the default microphone where the chosen one is gone', async () => {
    grant = () =>
      JSON.stringify(asked).includes('desk')
        ? Promise.reject(new DOMException('gone', 'OverconstrainedError'))
        : Promise.resolve(stream);
    await expect(microphone.open(DEFAULT_PROCESSING, 'desk')).resolves.toHaveProperty('capture');
  });

  it('does not take another microphone where the chosen one is refused', async () => {
    grant = () =>
      JSON.stringify(asked).includes('desk')
        ? Promise.reject(new DOMException('taken', 'NotReadableError'))
        : Promise.resolve(stream);
    const opened = await microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(opened).toEqual({ problem: 'in-use' });
  });

  it('learns the names of the devices once the microphone was allowed', async () => {
    const devices = TestBed.inject(AudioDevices);
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    await turn();
    expect(devices.known()).toBe(false);
    named = true;
    await capture();
    await turn();
    expect(devices.microphone.devices()).toEqual([{ id: 'desk', label: 'Desk' }]);
  });

  it('offers short blocks to look at and long ones to measure', async () => {
    const { meters } = await capture();
    ScriptedRecorder.last.hears('voice');
    await Promise.resolve();
    expect([meters()?.analyser.fftSize, meters()?.blocks.fftSize]).toEqual([2048, 16_384]);
  });

  it('leaves Web Audio alone until the take has its first sound', async () => {
    let contexts = 0;
    let touched = 0;
    const source = () => (touched++, { connect: () => undefined });
    // The loudspeaker never starts, and what shares its clock gets no sound.
    const resume = () => new Promise<never>(() => undefined);
    webAudio({ resume, createMediaStreamSource: source }, () => contexts++);
    const take = await capture();
    ScriptedRecorder.last.hears('');
    expect([contexts, touched]).toEqual([0, 0]);
    ScriptedRecorder.last.hears('voice');
    ScriptedRecorder.last.hears('more');
    expect(contexts).toBe(1);
    take.stop();
    expect((await take.finished)?.blob.size).toBe('voicemore'.length);
    expect([take.meters(), track.live]).toEqual([null, false]);
  });

  it('begins no meters for a take that is over before it has a sound', async () => {
    let contexts = 0;
    webAudio({}, () => contexts++);
    const take = await capture();
    take.stop();
    // What a recorder has is handed over when it stops, too.
    ScriptedRecorder.last.hears('late');
    await take.finished;
    expect(contexts).toBe(0);
  });

  it('counts the length of a take from its first sound, however late the browser begins', async () => {
    jest.useFakeTimers();
    const take = await capture();
    const begunMs = take.startedAtMs();
    jest.advanceTimersByTime(2000);
    ScriptedRecorder.last.hears('voice');
    expect(take.startedAtMs() - begunMs).toBe(1900);
    jest.advanceTimersByTime(1000);
    take.stop();
    jest.useRealTimers();
    // The first piece is 100 ms of sound when it is handed over.
    expect((await take.finished)?.durationMs).toBe(1100);
  });

  describe('where the meters do not work', () => {
    const never = () => new Promise<never>(() => undefined);
    const fail = () => {
      throw new DOMException('no audio hardware', 'NotSupportedError');
    };

    it.each([
      ['sound never starts', () => webAudio({ resume: never })],
      ['sound is refused', () => webAudio({ resume: () => Promise.reject(new Error('no')) })],
      ['there is no sound at all', () => webAudio({}, fail)],
      ['the stream has another rate', () => webAudio({ createMediaStreamSource: fail })],
      ['starting fails at once', () => webAudio({ resume: fail })],
    ])('records all the same: %s', async (_, break_) => {
      break_();
      const take = await capture();
      ScriptedRecorder.last.hears('voice');
      await Promise.resolve();
      expect(take.meters()).toBeNull();
      take.stop();
      expect((await take.finished)?.blob.size).toBe('voice'.length);
      expect(track.live).toBe(false);
    });

    it.each([
      ['never ends', () => webAudio({ close: never })],
      ['cannot be closed', () => webAudio({ close: () => Promise.reject(new Error('no')) })],
      ['was closed before', () => webAudio({ close: fail })],
    ])('hands out the take and the microphone though their sound %s', async (_, break_) => {
      break_();
      const take = await capture();
      ScriptedRecorder.last.hears('voice');
      take.stop();
      await expect(take.finished).resolves.toMatchObject({ endedBy: 'request' });
      expect(track.live).toBe(false);
    });
  });

  it('lets go of the microphone at once when a take is thrown away, whatever the recorder does', async () => {
    const take = await capture();
    ScriptedRecorder.last.stop = () => undefined;
    take.discard();
    expect(track.live).toBe(false);
  });

  it('lets go of the microphone where the recorder fails to stop', async () => {
    const take = await capture();
    ScriptedRecorder.last.hears('voice');
    ScriptedRecorder.last.stop = () => {
      throw new DOMException('inactive', 'InvalidStateError');
    };
    take.stop();
    expect((await take.finished)?.blob.size).toBe('voice'.length);
    expect(track.live).toBe(false);
  });

  it('opens though the list of devices is refused', async () => {
    Object.assign(navigator.mediaDevices, {
      enumerateDevices: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
    });
    await expect(TestBed.inject(AudioDevices).refresh()).resolves.toBeUndefined();
  });

  it('records WebM/Opus in pieces of 100 ms and joins them in order', async () => {
    const take = await capture();
    expect(ScriptedRecorder.last.timesliceMs).toBe(100);
    ScriptedRecorder.last.hears('head');
    ScriptedRecorder.last.hears('tail');
    take.stop();
    const recording = await take.finished;
    expect(recording?.blob.type).toBe('audio/webm;codecs=opus');
    expect(recording?.blob.size).toBe('headtail'.length);
    expect(recording?.endedBy).toBe('request');
  });

  it('lets go of the microphone when the take is over', async () => {
    const take = await capture();
    expect(track.live).toBe(true);
    ScriptedRecorder.last.hears('voice');
    take.stop();
    await take.finished;
    expect([track.live, audio.closed]).toEqual([false, true]);
  });

  it('keeps what was recorded when the microphone goes away', async () => {
    const take = await capture();
    ScriptedRecorder.last.hears('so far');
    ScriptedRecorder.last.stop();
    await expect(take.finished).resolves.toMatchObject({ endedBy: 'device' });
    take.stop();
  });

  it('leaves nothing behind when the take is discarded', async () => {
    const take = await capture();
    ScriptedRecorder.last.hears('secret');
    take.discard();
    await expect(take.finished).resolves.toBeNull();
    expect(track.live).toBe(false);
  });

  it('records Ogg where WebM is not offered', async () => {
    ScriptedRecorder.supported = ['audio/ogg;codecs=opus'];
    await capture();
    expect(ScriptedRecorder.last.mimeType).toBe('audio/ogg;codecs=opus');
  });

  it('says that a browser without a format for it cannot record, and asks for nothing', async () => {
    ScriptedRecorder.supported = [];
    asked = undefined;
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'unsupported',
    });
    expect(asked).toBeUndefined();
  });

  it('says that the page is insecure', async () => {
    browser({ isSecureContext: false });
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'insecure-page',
    });
  });

  it('says that permission was denied', async () => {
    grant = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'denied',
    });
  });

  it('lets go of the microphone when the recorder does not start', async () => {
    browser({
      MediaRecorder: class extends ScriptedRecorder {
        override start(): void {
          throw new DOMException('no', 'NotSupportedError');
        }
      },
    });
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'failed',
    });
    expect(track.live).toBe(false);
  });
});
