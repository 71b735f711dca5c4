import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { AudioDevices, AudioOutput } from '@sealwave/web/audio-io';

/** Says which chosen device is missing, and which one replaces it. */
@Component({
  selector: 'sw-device-notes',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (devices.microphone.missing()) {
      <p i18n>
        The microphone that you chose is not connected. The default one is used until it is back.
      </p>
    }
    @if (devices.speaker.missing()) {
      <p i18n>Your speaker is not connected. Using the default until it is back.</p>
    } @else if (output.refused()) {
      <p i18n>Your browser does not play through the loudspeaker that you chose.</p>
    }
  `,
  styles: `
    /* Must be there before it says something, but takes no room. */
    :host:empty {
      position: absolute;
    }
    p {
      margin: 0;
      color: var(--text-muted);
      font-size: 0.9375rem;
      text-align: center;
    }
  `,
  host: { role: 'status', 'data-testid': 'device-notes' },
})
export class DeviceNotes {
  protected readonly devices = inject(AudioDevices);
  protected readonly output = inject(AudioOutput);
}
