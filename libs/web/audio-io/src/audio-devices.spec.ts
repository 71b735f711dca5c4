import { TestBed } from '@angular/core/testing';
import { AudioDevices } from './audio-devices';
import { AudioOutput } from './audio-output';
import { Preferences } from './preferences';

type Listed = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>;

const DEFAULT: Listed = { kind: 'audioinput', deviceId: 'default', label: 'Default - Desk' };
const DESK: Listed = { kind: 'audioinput', deviceId: 'desk', label: 'Desk' };
const HEADSET: Listed = { kind: 'audioinput', deviceId: 'head', label: 'Headset' };
const EARS: Listed = { kind: 'audiooutput', deviceId: 'ears', label: 'Headset' };

/** The devices of a computer; the test plugs them in and out. */
class ScriptedMediaDevices extends EventTarget {
  plugged: readonly Listed[] = [];
  enumerateDevices(): Promise<readonly Listed[]> {
    return Promise.resolve(this.plugged);
  }
}

describe('AudioDevices', () => {
  let computer: ScriptedMediaDevices;

  beforeEach(() => {
    computer = new ScriptedMediaDevices();
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: computer });
    localStorage.clear();
  });

  async function plug(...devices: readonly Listed[]): Promise<void> {
    computer.plugged = devices;
    computer.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  }

  it('follows devices that come and go, and lists each once', async () => {
    const { microphone, speaker } = TestBed.inject(AudioDevices);
    await plug(DEFAULT, DESK);
    expect(microphone.devices()).toEqual([{ id: 'desk', label: 'Desk' }]);
    await plug(DEFAULT, DESK, HEADSET, EARS);
    expect(microphone.devices().map(({ label }) => label)).toEqual(['Desk', 'Headset']);
    expect(speaker.devices()).toEqual([{ id: 'ears', label: 'Headset' }]);
  });

  it('goes back to the default device while the chosen one is away', async () => {
    const { microphone } = TestBed.inject(AudioDevices);
    await plug(DESK, HEADSET);
    microphone.choose('head');
    expect([microphone.used(), microphone.missing()]).toEqual(['head', false]);
    await plug(DESK);
    expect([microphone.used(), microphone.missing()]).toEqual(['', true]);
    await plug(DESK, HEADSET);
    expect([microphone.used(), microphone.missing()]).toEqual(['head', false]);
  });

  it('does not report a missing device before the browser names devices', async () => {
    TestBed.inject(Preferences).preference('microphone', String).set('head');
    const { known, microphone } = TestBed.inject(AudioDevices);
    await plug({ kind: 'audioinput', deviceId: '', label: '' });
    expect([known(), microphone.missing(), microphone.used()]).toEqual([false, false, 'head']);
    expect(microphone.devices()).toEqual([]);
  });

  describe('as the output of sound', () => {
    const prototype = HTMLMediaElement.prototype;
    let accepts: boolean;

    beforeEach(() => {
      accepts = true;
      Object.defineProperty(prototype, 'sinkId', { value: '', writable: true, configurable: true });
      prototype.setSinkId = function (this: { sinkId: string }, sinkId) {
        if (!accepts) return Promise.reject(new DOMException('gone', 'NotFoundError'));
        this.sinkId = sinkId;
        return Promise.resolve();
      };
    });

    afterEach(() => {
      document.body.replaceChildren();
      Reflect.deleteProperty(prototype, 'setSinkId');
      Reflect.deleteProperty(prototype, 'sinkId');
    });

    function player(): HTMLAudioElement {
      const audio = document.createElement('audio');
      document.body.append(audio);
      return audio;
    }

    it('plays existing and new elements through the chosen loudspeaker', async () => {
      const before = player();
      TestBed.inject(AudioOutput);
      const { speaker } = TestBed.inject(AudioDevices);
      await plug(DESK, EARS);
      speaker.choose('ears');
      TestBed.tick();
      const after = player();
      after.dispatchEvent(new Event('loadstart'));
      expect([before.sinkId, after.sinkId]).toEqual(['ears', 'ears']);
    });

    it('returns to the default loudspeaker when the chosen one is unplugged', async () => {
      const audio = player();
      TestBed.inject(AudioOutput);
      await plug(DESK, EARS);
      TestBed.inject(AudioDevices).speaker.choose('ears');
      TestBed.tick();
      await plug(DESK);
      expect(audio.sinkId).toBe('');
    });

    it('reports that the browser does not use the chosen one', async () => {
      player();
      const output = TestBed.inject(AudioOutput);
      await plug(DESK, EARS);
      accepts = false;
      TestBed.inject(AudioDevices).speaker.choose('ears');
      TestBed.tick();
      await Promise.resolve();
      expect(output.refused()).toBe(true);
    });

    it('reports that there is no choice', () => {
      Reflect.deleteProperty(prototype, 'setSinkId');
      expect(TestBed.inject(AudioOutput).supported).toBe(false);
    });
  });
});
