import { computed, type Signal } from '@angular/core';
import type { Preference } from './preferences';

/** A microphone or a loudspeaker, as the browser lists it. */
export interface AudioDevice {
  /** Id of the device. It is the same on each visit of this origin. */
  readonly id: string;
  readonly label: string;
}

/** Id of the system's default device. A person may choose another device. */
export const DEFAULT_DEVICE = '';

/** Which of the connected devices of one kind to use. */
export class DeviceChoice {
  /** Id of the chosen device, or {@link DEFAULT_DEVICE}. */
  readonly chosen: Signal<string>;

  /** Whether the chosen device is not connected. The default one is used then. */
  readonly missing = computed(
    () =>
      this.chosen() !== DEFAULT_DEVICE &&
      this.known() &&
      !this.devices().some(({ id }) => id === this.chosen()),
  );

  /** Id of the device to use now, or {@link DEFAULT_DEVICE}. */
  readonly used = computed(() => (this.missing() ? DEFAULT_DEVICE : this.chosen()));

  /**
   * @param devices the connected devices.
   * @param known whether the browser names them yet.
   * @param preference where the choice is stored.
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
