import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { CoderName } from '@sealwave/contracts';

const CHOICES: readonly {
  readonly coder: CoderName;
  readonly label: string;
  readonly note: string;
}[] = [
  {
    coder: 'nlp64',
    label: $localize`Close to the original`,
    note: $localize`At least 40 dB for speech at any level (nlp64)`,
  },
  {
    coder: 'pcm8',
    label: $localize`Plain 8 bits`,
    note: $localize`Quiet voices get a hiss: for comparison (pcm8)`,
  },
];

/** Chooses the coder of the next recording; both take 64 kbit/s. */
@Component({
  selector: 'sw-quality-settings',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details>
      <summary i18n>Sound quality</summary>
      <fieldset>
        <legend i18n>How the next recording is sent, at 64 kbit/s</legend>
        @for (choice of choices; track choice.coder) {
          <label>
            <input
              type="radio"
              name="coder"
              [checked]="coder() === choice.coder"
              (change)="chosen.emit(choice.coder)"
            />
            <span>
              {{ choice.label }}
              <span class="note">{{ choice.note }}</span>
            </span>
          </label>
        }
      </fieldset>
    </details>
  `,
  styleUrl: './quality-settings.css',
})
export class QualitySettings {
  readonly coder = input.required<CoderName>();
  readonly chosen = output<CoderName>();

  protected readonly choices = CHOICES;
}
