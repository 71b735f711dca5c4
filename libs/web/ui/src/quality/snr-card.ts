import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { formatDecibels } from '../format/format-decibels';
import { MetricCard, type MetricTone } from './metric-card';

/** A measured signal-to-noise ratio, or the reason why there is none. */
export interface SnrReport {
  readonly snrDb: number | null;
  /** `unknown`: the recording is sealed. `measuring`: not known yet. `unreadable`: it could not be decoded. */
  readonly snrKind: 'measured' | 'lossless' | 'silence' | 'unknown' | 'measuring' | 'unreadable';
  /** Whether `snrDb` reaches the required 40 dB. Read only when `snrKind` is `measured`. */
  readonly meetsSnr: boolean | null;
}

const WITHOUT_FIGURE = {
  lossless: $localize`Lossless`,
  silence: $localize`Silence`,
  unknown: $localize`Not measured: sealed`,
  measuring: $localize`Measuring…`,
  unreadable: $localize`Not measured`,
} as const;

const NOTES = {
  lossless: $localize`Coded without any difference`,
  silence: $localize`There was no signal to compare with`,
  unknown: $localize`Nobody on the way can look into it`,
  measuring: $localize`What the coder takes from this recording`,
  unreadable: $localize`This browser cannot decode the recording`,
} as const;

/** Shows the signal-to-noise ratio of the coder, and whether it reaches the required 40 dB. */
@Component({
  selector: 'sw-snr-card',
  imports: [MetricCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-metric-card
      label="Signal-to-noise"
      i18n-label
      [value]="value()"
      [note]="note()"
      [tone]="tone()"
      [measured]="measured()"
    />
  `,
})
export class SnrCard {
  readonly report = input.required<SnrReport>();

  protected readonly measured = computed(() =>
    ['measured', 'lossless', 'silence'].includes(this.report().snrKind),
  );

  protected readonly value = computed(() => {
    const { snrDb, snrKind } = this.report();
    if (snrKind !== 'measured') return WITHOUT_FIGURE[snrKind];
    return snrDb === null ? WITHOUT_FIGURE.unknown : formatDecibels(snrDb, 'dB');
  });

  protected readonly note = computed(() => {
    const { snrKind, meetsSnr } = this.report();
    if (snrKind !== 'measured') return NOTES[snrKind];
    return meetsSnr
      ? $localize`Meets Requirement (≥40dB)`
      : $localize`Below 40dB (Does not meet requirement)`;
  });

  protected readonly tone = computed((): MetricTone => {
    const { snrKind, meetsSnr } = this.report();
    if (snrKind === 'measured') return meetsSnr ? 'good' : 'bad';
    return snrKind === 'lossless' ? 'good' : 'neutral';
  });
}
