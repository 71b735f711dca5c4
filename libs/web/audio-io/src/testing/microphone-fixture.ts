import { TestBed } from '@angular/core/testing';
import { BrowserMicrophone } from '../browser-microphone';
import { DEFAULT_DEVICE } from '../device-choice';
import type { Capture, MicrophoneOpened } from '../microphone';
import { DEFAULT_PROCESSING } from '../voice-processing';

/** For specs: the used part of `MediaRecorder`. The spec plays the device. */
export class ScriptedRecorder {
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

/** For specs: whether Web Audio was closed. */
export const sound = { closed: false };

/** For specs: the track of the microphone. */
export const track = {
  live: true,
  stop(): void {
    track.live = false;
  },
};

/** For specs: the stream of the microphone. */
export const stream = { getTracks: () => [track] } as unknown as MediaStream;

const audio = {
  resume: () => Promise.resolve(),
  close: () => {
    sound.closed = true;
    return Promise.resolve();
  },
  createAnalyser: () => ({ fftSize: 0, smoothingTimeConstant: 0 }),
  createMediaStreamSource: () => ({ connect: () => undefined }),
};

/** For specs: replaces globals of the browser. */
export function stubBrowser(replacements: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

/** For specs: replaces Web Audio by a working fake with the given differences. */
export function stubWebAudio(differences: object, construct: () => void = () => undefined): void {
  stubBrowser({
    AudioContext: function () {
      construct();
      return Object.assign(Object.create(audio), differences);
    },
  });
}

/** For specs: a microphone in a browser with one device. */
export class MicrophoneFixture {
  /** The latest request to the browser. */
  asked: MediaStreamConstraints | undefined;
  /** The browser's answer to a request. */
  grant: () => Promise<MediaStream> = () => Promise.resolve(stream);
  /** Whether the browser reveals the names of devices. */
  named = false;
  readonly microphone: BrowserMicrophone;

  constructor() {
    track.live = true;
    sound.closed = false;
    ScriptedRecorder.supported = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
    stubBrowser({ isSecureContext: true, MediaRecorder: ScriptedRecorder });
    stubWebAudio({});
    Object.defineProperty(navigator, 'mediaDevices', {
      configurable: true,
      value: {
        getUserMedia: (constraints: MediaStreamConstraints) => {
          this.asked = constraints;
          return this.grant();
        },
        enumerateDevices: () => {
          const [deviceId, label] = this.named ? ['desk', 'Desk'] : ['', ''];
          return Promise.resolve([{ kind: 'audioinput', deviceId, label }]);
        },
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
    });
    TestBed.configureTestingModule({ providers: [BrowserMicrophone] });
    this.microphone = TestBed.inject(BrowserMicrophone);
  }

  /** Opens the microphone and begins a take. */
  async capture(): Promise<Capture> {
    const opened: MicrophoneOpened = await this.microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE);
    if ('problem' in opened) throw new Error(opened.problem);
    return opened.capture;
  }
}
