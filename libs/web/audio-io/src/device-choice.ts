import { computed, type Signal } from '@angular/core';
import type { Preference } from './preferences';

/** A microphone or a loudspeaker, as the browser lists it. */
export interface AudioDevice {
  /** Stays the same for this page from visit to visit. */
  readonly id: string;
  readonly label: string;
}

/** The device that the system uses where nobody chose another one. */
export const DEFAULT_DEVICE = '';

/** Which of the connected devices of one kind is to be used. */
export class DeviceChoice {
  /** Id of the device that somebody chose, or {@link DEFAULT_DEVICE}. */
  readonly chosen: Signal<string>;

  /** Whether the chosen device is not connected, so that the default one takes its place. */
  readonly missing = computed(
    () =>
      this.chosen() !== DEFAULT_DEVICE &&
      this.known() &&
      !this.devices().some(({ id }) => id === this.chosen()),
  );

  /** Id of the device to be used now, or {@link DEFAULT_DEVICE}. */
  readonly used = computed(() => (this.missing() ? DEFAULT_DEVICE : this.chosen()));

  /**
   * @param devices that are connected.
   * @param known whether the browser tells them apart yet.
   */
  constructor(
    readonly devices: Signal<readonly AudioDevice[]>,
    private readonly known: Signal<boolean>,
    private readonly preference: Preference<string>,
  ) {
    this.chosen = preference.value;
  }

  choose(id: string): void {
    this.preference.set(id);
  }
}
