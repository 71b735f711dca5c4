import { TestBed } from '@angular/core/testing';
import { AudioDevices } from './audio-devices';
import { BrowserMicrophone } from './browser-microphone';
import { DEFAULT_DEVICE } from './device-choice';
import type { Capture, MicrophoneOpened } from './microphone';
import { DEFAULT_PROCESSING } from './voice-processing';

/** The part of `MediaRecorder` that is used; the test plays the device. */
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

  /** A Web Audio that differs from a working one. */
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

  it('asks for the chosen microphone', async () => {
    await microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(asked).toMatchObject({ audio: { deviceId: { exact: 'desk' } } });
  });

  it('uses the default microphone when the chosen one is gone', async () => {
    grant = () =>
      JSON.stringify(asked).includes('desk')
        ? Promise.reject(new DOMException('gone', 'OverconstrainedError'))
        : Promise.resolve(stream);
    await expect(microphone.open(DEFAULT_PROCESSING, 'desk')).resolves.toHaveProperty('capture');
  });

  it('uses no other microphone when the chosen one is refused', async () => {
    grant = () =>
      JSON.stringify(asked).includes('desk')
        ? Promise.reject(new DOMException('taken', 'NotReadableError'))
        : Promise.resolve(stream);
    const opened = await microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(opened).toEqual({ problem: 'in-use' });
  });

  it('lists the devices again after the microphone was allowed', async () => {
    const devices = TestBed.inject(AudioDevices);
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    await turn();
    expect(devices.known()).toBe(false);
    named = true;
    await capture();
    await turn();
    expect(devices.microphone.devices()).toEqual([{ id: 'desk', label: 'Desk' }]);
  });

  it('has short blocks to show and long ones to measure', async () => {
    const { meters } = await capture();
    ScriptedRecorder.last.hears('voice');
    await Promise.resolve();
    expect([meters()?.analyser.fftSize, meters()?.blocks.fftSize]).toEqual([2048, 16_384]);
  });

  it('does not start Web Audio before the take has sound', async () => {
    let contexts = 0;
    let touched = 0;
    const source = () => (touched++, { connect: () => undefined });
    // The loudspeaker never starts, so nothing on its clock gets sound.
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

  it('starts no meters for a take that ended before it had sound', async () => {
    let contexts = 0;
    webAudio({}, () => contexts++);
    const take = await capture();
    take.stop();
    // A recorder also delivers what it has when it stops.
    ScriptedRecorder.last.hears('late');
    await take.finished;
    expect(contexts).toBe(0);
  });

  it('measures a take from its first sound, however late the browser starts', async () => {
    jest.useFakeTimers();
    const take = await capture();
    const begunMs = take.startedAtMs();
    jest.advanceTimersByTime(2000);
    ScriptedRecorder.last.hears('voice');
    expect(take.startedAtMs() - begunMs).toBe(1900);
    jest.advanceTimersByTime(1000);
    take.stop();
    jest.useRealTimers();
    // The first piece has 100 ms of sound when it is delivered.
    expect((await take.finished)?.durationMs).toBe(1100);
  });

  describe('when the meters do not work', () => {
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
    ])('still records: %s', async (_, break_) => {
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
    ])(
      'delivers the take and releases the microphone although their sound %s',
      async (_, break_) => {
        break_();
        const take = await capture();
        ScriptedRecorder.last.hears('voice');
        take.stop();
        await expect(take.finished).resolves.toMatchObject({ endedBy: 'request' });
        expect(track.live).toBe(false);
      },
    );
  });

  it('releases the microphone at once when a take is discarded, whatever the recorder does', async () => {
    const take = await capture();
    ScriptedRecorder.last.stop = () => undefined;
    take.discard();
    expect(track.live).toBe(false);
  });

  it('releases the microphone when the recorder fails to stop', async () => {
    const take = await capture();
    ScriptedRecorder.last.hears('voice');
    ScriptedRecorder.last.stop = () => {
      throw new DOMException('inactive', 'InvalidStateError');
    };
    take.stop();
    expect((await take.finished)?.blob.size).toBe('voice'.length);
    expect(track.live).toBe(false);
  });

  it('opens although the browser refuses to list devices', async () => {
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

  it('releases the microphone when the take ends', async () => {
    const take = await capture();
    expect(track.live).toBe(true);
    ScriptedRecorder.last.hears('voice');
    take.stop();
    await take.finished;
    expect([track.live, audio.closed]).toEqual([false, true]);
  });

  it('keeps the recording when the microphone disappears', async () => {
    const take = await capture();
    ScriptedRecorder.last.hears('so far');
    ScriptedRecorder.last.stop();
    await expect(take.finished).resolves.toMatchObject({ endedBy: 'device' });
    take.stop();
  });

  it('delivers nothing after the take is discarded', async () => {
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

  it('reports a browser without any container as unsupported, and requests nothing', async () => {
    ScriptedRecorder.supported = [];
    asked = undefined;
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'unsupported',
    });
    expect(asked).toBeUndefined();
  });

  it('reports an insecure page', async () => {
    browser({ isSecureContext: false });
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'insecure-page',
    });
  });

  it('reports a refused permission', async () => {
    grant = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    await expect(microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'denied',
    });
  });

  it('releases the microphone when the recorder does not start', async () => {
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
