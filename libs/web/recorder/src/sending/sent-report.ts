import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { AudioSent } from '@sealwave/contracts';
import { Icon, QualityFigures } from '@sealwave/web/ui';
import { figuresOfSent } from '../review/clip-figures';
import { FigureCards } from '../review/figure-cards';
import type { SentSeal } from '../recorder-state';
import { UnlockCode } from './unlock-code';

/** Shows what the gateway measured for a sent recording. For a sealed one, it also shows the unlock code. */
@Component({
  selector: 'sw-sent-report',
  imports: [FigureCards, Icon, QualityFigures, UnlockCode],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="delivered">
      <sw-icon name="check" />
      {{ reach() }}
    </p>
    @if (sealed(); as seal) {
      <sw-unlock-code [key]="seal.key" />
    }
    <sw-figure-cards [figures]="figures()" />
    @if (metrics().quality; as quality) {
      <sw-quality-figures
        [quality]="quality"
        [coder]="metrics().codec"
        data-testid="sent-quality"
      />
    }
  `,
  styleUrl: './sent-report.css',
  host: { role: 'group', '[attr.aria-label]': 'name' },
})
export class SentReport {
  readonly metrics = input.required<AudioSent>();

  /** The seal, if the recording was encrypted. */
  readonly sealed = input<SentSeal | null>(null);

  protected readonly name = $localize`Sent recording`;
  protected readonly reach = computed(() => reachText(this.metrics().recipients ?? null));
  protected readonly figures = computed(() => figuresOfSent(this.metrics(), this.sealed()));
}

/**
 * Says how many others received the recording, if the voice server reports it. The number is never 0: a
 * recording that reached nobody counts as not sent.
 */
function reachText(recipients: number | null): string {
  if (recipients === null) {
    return $localize`Sent to everyone here`;
  }
  if (recipients === 1) return $localize`Delivered to 1 person`;
  return $localize`Delivered to ${recipients}:count: people`;
}
