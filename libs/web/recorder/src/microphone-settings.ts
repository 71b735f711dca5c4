import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { VoiceProcessing } from '@sealwave/web/audio-io';

const SWITCHES: readonly { readonly key: keyof VoiceProcessing; readonly label: string }[] = [
  { key: 'echoCancellation', label: 'Echo cancellation' },
  { key: 'noiseSuppression', label: 'Noise suppression' },
  { key: 'autoGainControl', label: 'Automatic gain' },
];

/** What the browser does to the voice, for the next take to come. */
@Component({
  selector: 'sw-microphone-settings',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details>
      <summary>Microphone</summary>
      <fieldset>
        <legend>Applied by the browser before recording</legend>
        @for (item of switches; track item.key) {
          <label>
            <input
              type="checkbox"
              role="switch"
              [checked]="processing()[item.key]"
              (change)="change(item.key, $event.target)"
            />
            {{ item.label }}
          </label>
        }
      </fieldset>
    </details>
  `,
  styleUrl: './microphone-settings.css',
})
export class MicrophoneSettings {
  readonly processing = input.required<VoiceProcessing>();
  readonly changed = output<Partial<VoiceProcessing>>();

  protected readonly switches = SWITCHES;

  protected change(key: keyof VoiceProcessing, box: EventTarget | null): void {
    if (box instanceof HTMLInputElement) this.changed.emit({ [key]: box.checked });
  }
}
