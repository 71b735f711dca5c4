import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { formatDecibels } from '@sealwave/web/ui';
import { LabBench } from '../page/lab-bench';
import type { LabCoder } from './lab-coder';
import { coderName } from '../page/lab-texts';
import { LEVELS_DB } from './sweeps';

/** Chooses the coder, the bits per level and the input level. */
@Component({
  selector: 'sw-coder-controls',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset>
      <legend i18n>Coder</legend>
      @for (choice of choices; track choice.kind) {
        <label>
          <input
            type="radio"
            name="lab-coder"
            [checked]="bench.coder().kind === choice.kind"
            (change)="choose(choice.kind)"
          />
          <span>
            {{ choice.name }}
            <span class="note">{{ choice.note }}</span>
          </span>
        </label>
      }
    </fieldset>
    <div class="sliders">
      <div>
        <label for="lab-bits" i18n>Bits of the plain quantiser</label>
        <output for="lab-bits" data-testid="bits">{{ bits() }}</output>
        <input
          id="lab-bits"
          type="range"
          min="1"
          max="16"
          step="1"
          [value]="bits()"
          [attr.aria-valuetext]="plainName()"
          (input)="chooseBits($event.target)"
        />
      </div>
      <div>
        <label for="lab-gain" i18n>How much quieter the voice is</label>
        <output for="lab-gain" data-testid="gain">{{ gain() }}</output>
        <input
          id="lab-gain"
          type="range"
          [min]="lowestDb"
          max="0"
          step="1"
          [value]="bench.gainDb()"
          [attr.aria-valuetext]="gain()"
          (input)="chooseGain($event.target)"
        />
      </div>
    </div>
  `,
  styleUrl: './coder-controls.css',
})
export class CoderControls {
  protected readonly bench = inject(LabBench);

  protected readonly lowestDb = Math.min(...LEVELS_DB);
  protected readonly choices = [
    {
      kind: 'plain',
      name: $localize`Plain quantiser`,
      note: $localize`Levels at equal distances; with 8 bits it is pcm8`,
    },
    {
      kind: 'nlp64',
      name: $localize`nlp64`,
      note: $localize`Predicts the voice and codes the rest; 64 kbit/s`,
    },
    {
      kind: 'mulaw',
      name: $localize`µ-law`,
      note: $localize`Finer levels for quiet sound, as in telephones; 64 kbit/s`,
    },
  ] as const;

  protected readonly bits = signal(8);
  protected readonly plainName = computed(() => coderName({ kind: 'plain', bits: this.bits() }));
  protected readonly gain = computed(() => formatDecibels(this.bench.gainDb(), 'dB'));

  protected choose(kind: LabCoder['kind']): void {
    this.bench.coder.set(kind === 'plain' ? { kind, bits: this.bits() } : { kind });
  }

  /** Moving the slider also selects the plain quantiser. */
  protected chooseBits(slider: EventTarget | null): void {
    if (!(slider instanceof HTMLInputElement)) return;
    this.bits.set(slider.valueAsNumber);
    this.choose('plain');
  }

  protected chooseGain(slider: EventTarget | null): void {
    if (slider instanceof HTMLInputElement) this.bench.gainDb.set(slider.valueAsNumber);
  }
}
