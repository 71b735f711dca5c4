import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { AudioSent } from '@sealwave/contracts';
import { Icon, QualityFigures } from '@sealwave/web/ui';
import { figuresOfSent } from '../review/clip-figures';
import { FigureCards } from '../review/figure-cards';
import type { SentAudience, SentSeal } from '../recorder-state';
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
    @if (deaf(); as text) {
      <p class="deaf" data-testid="deaf">{{ text }}</p>
    }
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

  /** Who could hear it, in a sealed room. */
  readonly audience = input<SentAudience | null>(null);

  protected readonly name = $localize`Sent recording`;
  protected readonly reach = computed(() => {
    const audience = this.audience();
    return audience ? hearingText(audience) : reachText(this.metrics().recipients ?? null);
  });
  /** Who could not hear it; empty when everybody could. */
  protected readonly deaf = computed(() => {
    const names = this.audience()?.deaf ?? [];
    return names.length === 0 ? '' : $localize`Cannot hear you yet: ${names.join(', ')}:names:`;
  });
  protected readonly figures = computed(() => figuresOfSent(this.metrics(), this.sealed()));
}

/** Counts those who have proved that they can open it. No server can invent that. */
function hearingText({ hearing, others }: SentAudience): string {
  if (others === 1) return $localize`The other person here can hear you`;
  return $localize`${hearing}:count: of ${others}:others: can hear you`;
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
