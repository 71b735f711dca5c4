import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** Whether a figure is good, bad or neither. */
export type MetricTone = 'neutral' | 'good' | 'bad';

/** A figure with its name and, if needed, an explanation. */
@Component({
  selector: 'sw-metric-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="label">{{ label() }}</span>
    <span class="value" [class.words]="!measured()">{{ value() }}</span>
    @if (note(); as text) {
      <span class="verdict">{{ text }}</span>
    }
  `,
  host: { role: 'group', '[attr.aria-label]': 'label()', '[attr.data-tone]': 'tone()' },
  styleUrls: ['./metric-card.css', './figure-tone.css'],
})
export class MetricCard {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly note = input<string | null>(null);

  /** False when a word replaces the figure. */
  readonly measured = input(true);
  readonly tone = input<MetricTone>('neutral');
}
