import { TestBed } from '@angular/core/testing';
import { AudioDevices } from './audio-devices';
import { DEFAULT_DEVICE } from './device-choice';
import {
  MicrophoneFixture,
  ScriptedRecorder,
  sound,
  stubBrowser,
  stream,
  track,
} from './testing/microphone-fixture';
import { DEFAULT_PROCESSING } from './voice-processing';

describe('BrowserMicrophone', () => {
  let ports: MicrophoneFixture;
  beforeEach(() => (ports = new MicrophoneFixture()));

  it('asks for one channel with echo cancellation and noise suppression', async () => {
    await ports.capture();
    expect(ports.asked).toEqual({
      audio: {
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  });

  it('asks for the chosen microphone', async () => {
    await ports.microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(ports.asked).toMatchObject({ audio: { deviceId: { exact: 'desk' } } });
  });

  it('uses the default microphone when the chosen one is gone', async () => {
    ports.grant = () =>
      JSON.stringify(ports.asked).includes('desk')
        ? Promise.reject(new DOMException('gone', 'OverconstrainedError'))
        : Promise.resolve(stream);
    await expect(ports.microphone.open(DEFAULT_PROCESSING, 'desk')).resolves.toHaveProperty(
      'capture',
    );
  });

  it('uses no other microphone when the chosen one is refused', async () => {
    ports.grant = () =>
      JSON.stringify(ports.asked).includes('desk')
        ? Promise.reject(new DOMException('taken', 'NotReadableError'))
        : Promise.resolve(stream);
    const opened = await ports.microphone.open(DEFAULT_PROCESSING, 'desk');
    expect(opened).toEqual({ problem: 'in-use' });
  });

  it('lists the devices again after the microphone was allowed', async () => {
    const devices = TestBed.inject(AudioDevices);
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    await turn();
    expect(devices.known()).toBe(false);
    ports.named = true;
    await ports.capture();
    await turn();
    expect(devices.microphone.devices()).toEqual([{ id: 'desk', label: 'Desk' }]);
  });

  it('releases the microphone at once when a take is discarded, whatever the recorder does', async () => {
    const take = await ports.capture();
    ScriptedRecorder.last.stop = () => undefined;
    take.discard();
    expect(track.live).toBe(false);
  });

  it('releases the microphone when the recorder fails to stop', async () => {
    const take = await ports.capture();
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
    const take = await ports.capture();
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
    const take = await ports.capture();
    expect(track.live).toBe(true);
    ScriptedRecorder.last.hears('voice');
    take.stop();
    await take.finished;
    expect([track.live, sound.closed]).toEqual([false, true]);
  });

  it('keeps the recording when the microphone disappears', async () => {
    const take = await ports.capture();
    ScriptedRecorder.last.hears('so far');
    ScriptedRecorder.last.stop();
    await expect(take.finished).resolves.toMatchObject({ endedBy: 'device' });
    take.stop();
  });

  it('delivers nothing after the take is discarded', async () => {
    const take = await ports.capture();
    ScriptedRecorder.last.hears('secret');
    take.discard();
    await expect(take.finished).resolves.toBeNull();
    expect(track.live).toBe(false);
  });

  it('records Ogg where WebM is not offered', async () => {
    ScriptedRecorder.supported = ['audio/ogg;codecs=opus'];
    await ports.capture();
    expect(ScriptedRecorder.last.mimeType).toBe('audio/ogg;codecs=opus');
  });

  it('reports a browser without any container as unsupported, and requests nothing', async () => {
    ScriptedRecorder.supported = [];
    ports.asked = undefined;
    await expect(ports.microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'unsupported',
    });
    expect(ports.asked).toBeUndefined();
  });

  it('reports an insecure page', async () => {
    stubBrowser({ isSecureContext: false });
    await expect(ports.microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'insecure-page',
    });
  });

  it('reports a refused permission', async () => {
    ports.grant = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    await expect(ports.microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'denied',
    });
  });

  it('releases the microphone when the recorder does not start', async () => {
    stubBrowser({
      MediaRecorder: class extends ScriptedRecorder {
        override start(): void {
          throw new DOMException('no', 'NotSupportedError');
        }
      },
    });
    await expect(ports.microphone.open(DEFAULT_PROCESSING, DEFAULT_DEVICE)).resolves.toEqual({
      problem: 'failed',
    });
    expect(track.live).toBe(false);
  });
});
