import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type AudioSent, QUALITY } from '@sealwave/contracts';
import {
  formatBytes,
  formatExactDuration,
  Icon,
  MetricCard,
  type MetricTone,
  QualityFigures,
  SnrCard,
} from '@sealwave/web/ui';

/** Tolerance of the requirements around the target, in bit/s. */
const BITRATE_TOLERANCE_BPS = 2000;

/** What the gateway measured of a recording that it sent on. */
@Component({
  selector: 'sw-sent-report',
  imports: [Icon, MetricCard, QualityFigures, SnrCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="delivered">
      <sw-icon name="check" /> Handed to the voice server for everybody who is connected
    </p>
    <div class="figures">
      <sw-snr-card [report]="metrics()" data-testid="metric-snr" />
      <sw-metric-card
        label="Bit rate"
        [value]="bitrate().value"
        [note]="bitrate().note"
        [tone]="bitrate().tone"
        data-testid="metric-bitrate"
      />
      <sw-metric-card label="Duration" [value]="duration()" data-testid="metric-duration" />
      <sw-metric-card
        label="Size sent"
        [value]="size().value"
        [note]="size().note"
        data-testid="metric-size"
      />
      <sw-metric-card
        label="Compression"
        [value]="compression().value"
        [note]="compression().note"
        data-testid="metric-compression"
      />
    </div>
    @if (metrics().quality; as quality) {
      <sw-quality-figures
        [quality]="quality"
        [coder]="metrics().codec"
        data-testid="sent-quality"
      />
    }
  `,
  styleUrl: './sent-report.css',
  host: { role: 'group', 'aria-label': 'Sent recording' },
})
export class SentReport {
  readonly metrics = input.required<AudioSent>();

  protected readonly duration = computed(() => {
    const { durationMs } = this.metrics();
    return durationMs === null ? 'Not known' : formatExactDuration(durationMs);
  });

  protected readonly bitrate = computed((): Figure => {
    const { bitrateBps } = this.metrics();
    if (bitrateBps === null) return { value: 'Not measured', note: null, tone: 'neutral' };
    const onTarget = Math.abs(bitrateBps - QUALITY.targetBitrateBps) <= BITRATE_TOLERANCE_BPS;
    return {
      value: `${(bitrateBps / 1000).toFixed(1)} kbit/s`,
      note: onTarget ? 'On target' : 'Off the target of 64 kbit/s',
      tone: onTarget ? 'good' : 'bad',
    };
  });

  protected readonly size = computed(() => ({
    value: formatBytes(this.metrics().compressedBytes),
    note: `from ${formatBytes(this.metrics().originalBytes)} recorded`,
  }));

  protected readonly compression = computed(() => {
    const { compressionRatio } = this.metrics();
    return {
      value: `${compressionRatio.toFixed(1).replace('-', '−')} %`,
      note: compressionRatio < 0 ? 'Larger than the recording' : 'Smaller than the recording',
    };
  });
}

interface Figure {
  readonly value: string;
  readonly note: string | null;
  readonly tone: MetricTone;
}
