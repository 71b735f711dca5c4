import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { QUALITY } from '@sealwave/contracts';
import {
  formatBytes,
  formatExactDuration,
  formatNumber,
  MetricCard,
  type MetricTone,
  SnrCard,
} from '@sealwave/web/ui';
import type { ClipFigures } from './clip-figures';

/** Tolerance of the requirements around the target, in bit/s. */
const BITRATE_TOLERANCE_BPS = 2000;

/** Cards with the figures of one recording. A card has words when there is no figure. */
@Component({
  selector: 'sw-figure-cards',
  imports: [MetricCard, SnrCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-snr-card [report]="figures().snr" data-testid="metric-snr" />
    <sw-metric-card
      label="Bit rate"
      i18n-label
      [value]="bitrate().value"
      [measured]="figures().bitrateBps !== null"
      [note]="bitrate().note"
      [tone]="bitrate().tone"
      data-testid="metric-bitrate"
    />
    <sw-metric-card
      label="Duration"
      i18n-label
      [value]="duration()"
      [measured]="figures().durationMs !== null"
      data-testid="metric-duration"
    />
    <sw-metric-card
      label="Size"
      i18n-label
      [value]="size().value"
      [note]="size().note"
      data-testid="metric-size"
    />
    <sw-metric-card
      label="Compression"
      i18n-label
      [value]="compression().value"
      [measured]="figures().compressionRatio !== null"
      [note]="compression().note"
      data-testid="metric-compression"
    />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0.75rem;
    }
    sw-snr-card {
      grid-column: 1 / -1;
    }
  `,
})
export class FigureCards {
  readonly figures = input.required<ClipFigures>();

  protected readonly duration = computed(() => {
    const { durationMs } = this.figures();
    return durationMs === null ? $localize`Not known` : formatExactDuration(durationMs);
  });

  protected readonly bitrate = computed((): Figure => {
    const { bitrateBps } = this.figures();
    if (bitrateBps === null) return { value: this.withoutFigure(), note: null, tone: 'neutral' };
    const onTarget = Math.abs(bitrateBps - QUALITY.targetBitrateBps) <= BITRATE_TOLERANCE_BPS;
    return {
      value: $localize`${formatNumber(bitrateBps / 1000)}:number: kbit/s`,
      note: onTarget ? $localize`On target` : $localize`Off the target of 64 kbit/s`,
      tone: onTarget ? 'good' : 'bad',
    };
  });

  protected readonly size = computed(() => {
    const { sentBytes, recordedBytes } = this.figures();
    const recorded = formatBytes(recordedBytes);
    if (sentBytes === null) return { value: recorded, note: null };
    return { value: formatBytes(sentBytes), note: $localize`from ${recorded}:size: recorded` };
  });

  protected readonly compression = computed(() => {
    const { compressionRatio } = this.figures();
    if (compressionRatio === null) return { value: this.withoutFigure(), note: null };
    const larger = compressionRatio < 0;
    return {
      value: `${formatNumber(compressionRatio)} %`,
      note: larger ? $localize`Larger than the recording` : $localize`Smaller than the recording`,
    };
  });

  private withoutFigure(): string {
    const { sealed, snr } = this.figures();
    if (sealed) return $localize`Not measured: sealed`;
    return snr.snrKind === 'measuring' ? $localize`Measuring…` : $localize`Not measured`;
  }
}

interface Figure {
  readonly value: string;
  readonly note: string | null;
  readonly tone: MetricTone;
}
