import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import {
  AudioDevices,
  AudioOutput,
  type DeviceChoice,
  type VoiceProcessing,
} from '@sealwave/web/audio-io';
import { Switch } from '@sealwave/web/ui';

const SWITCHES: readonly { readonly key: keyof VoiceProcessing; readonly label: string }[] = [
  { key: 'echoCancellation', label: $localize`Echo cancellation` },
  { key: 'noiseSuppression', label: $localize`Noise suppression` },
  { key: 'autoGainControl', label: $localize`Automatic gain` },
];

/** Chooses the devices and the voice processing for the next take. */
@Component({
  selector: 'sw-microphone-settings',
  imports: [Switch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details>
      <summary i18n>Microphone</summary>
      <div class="sheet">
        <label class="device">
          <span i18n>Record from</span>
          <select data-testid="microphones" (change)="choose(devices.microphone, $event.target)">
            <option value="" [selected]="devices.microphone.used() === ''" i18n>
              The default microphone
            </option>
            @for (device of devices.microphone.devices(); track device.id) {
              <option [value]="device.id" [selected]="devices.microphone.used() === device.id">
                {{ device.label }}
              </option>
            }
          </select>
        </label>
        @if (output.supported) {
          <label class="device">
            <span i18n>Play through</span>
            <select data-testid="speakers" (change)="choose(devices.speaker, $event.target)">
              <option value="" [selected]="devices.speaker.used() === ''" i18n>
                The default loudspeaker
              </option>
              @for (device of devices.speaker.devices(); track device.id) {
                <option [value]="device.id" [selected]="devices.speaker.used() === device.id">
                  {{ device.label }}
                </option>
              }
            </select>
          </label>
        }
        @if (!devices.known()) {
          <p class="note" i18n>Allow the microphone to see your devices.</p>
        }
        <fieldset>
          <legend i18n>Applied by the browser before recording</legend>
          @for (item of switches; track item.key) {
            <sw-switch [checked]="processing()[item.key]" (switched)="process(item.key, $event)">{{
              item.label
            }}</sw-switch>
          }
        </fieldset>
      </div>
    </details>
  `,
  styleUrl: './microphone-settings.css',
})
export class MicrophoneSettings {
  readonly processing = input.required<VoiceProcessing>();
  readonly changed = output<Partial<VoiceProcessing>>();

  protected readonly devices = inject(AudioDevices);
  protected readonly output = inject(AudioOutput);
  protected readonly switches = SWITCHES;

  protected process(key: keyof VoiceProcessing, on: boolean): void {
    this.changed.emit({ [key]: on });
  }

  protected choose(choice: DeviceChoice, list: EventTarget | null): void {
    if (list instanceof HTMLSelectElement) choice.choose(list.value);
  }
}
