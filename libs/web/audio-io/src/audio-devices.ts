import { computed, DestroyRef, inject, Injectable, type Signal, signal } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { type AudioDevice, DEFAULT_DEVICE, DeviceChoice } from './device-choice';
import { Preferences } from './preferences';

/** Entries of Chromium that repeat another device under a general name. */
const ALIASES = ['default', 'communications'];

/**
 * The connected microphones and loudspeakers, and which of them are used. Both are updated when devices change.
 */
@Injectable({ providedIn: 'root' })
export class AudioDevices {
  private readonly all = signal<readonly MediaDeviceInfo[]>([]);

  /** Whether the browser names devices. It does so only after a person has allowed the microphone. */
  readonly known = computed(() => this.all().some(({ label }) => label !== ''));

  readonly microphone = this.choiceOf('audioinput', 'microphone');
  readonly speaker = this.choiceOf('audiooutput', 'speaker');

  constructor() {
    if (!('mediaDevices' in navigator)) return;
    const { mediaDevices } = navigator;
    const changed = (): void => runInBackground(() => this.refresh(), reportDefect);
    mediaDevices.addEventListener('devicechange', changed);
    inject(DestroyRef).onDestroy(() => mediaDevices.removeEventListener('devicechange', changed));
    changed();
  }

  /**
   * Lists the devices again. Call it after the microphone was allowed, because devices have names then. Never
   * rejects.
   */
  async refresh(): Promise<void> {
    try {
      this.all.set(await navigator.mediaDevices.enumerateDevices());
    } catch {
      // A browser that lists no devices still has its default ones.
    }
  }

  private choiceOf(kind: MediaDeviceKind, name: string): DeviceChoice {
    const preference = inject(Preferences).preference(name, (stored) =>
      typeof stored === 'string' ? stored : DEFAULT_DEVICE,
    );
    return new DeviceChoice(this.devicesOf(kind), this.known, preference);
  }

  private devicesOf(kind: MediaDeviceKind): Signal<readonly AudioDevice[]> {
    return computed(() =>
      this.all()
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .filter(({ deviceId }) => !ALIASES.includes(deviceId))
        .map(({ deviceId, label }) => ({ id: deviceId, label })),
    );
  }
}
