import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import {
  bitRateOf,
  LOSSLESS_FRAME_DB,
  meetsSnr,
  REQUIRED_SNR_DB,
  theoreticalSnrDb,
} from '@sealwave/audio';
import { formatDecibels, formatNumber, MetricCard, SnrCard } from '@sealwave/web/ui';
import { JobProgress } from '../jobs/job-progress';
import { LabBench } from '../page/lab-bench';
import { coderName } from '../page/lab-texts';
import { snrText } from './snr-axis';
import { SoundCard } from '../clip/sound-card';

/** The clip before and after coding, and the coding error. Each can be played, seen and read. */
@Component({
  selector: 'sw-listening-panel',
  imports: [JobProgress, MetricCard, SnrCard, SoundCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-job-progress [state]="bench.listening" />
    @if (result(); as result) {
      <p role="status" data-testid="listening-summary">{{ summary() }}</p>
      <div class="cards">
        <sw-snr-card [report]="snr()" data-testid="lab-snr" />
        <sw-metric-card
          label="Theory"
          i18n-label
          [value]="theory().value"
          [note]="theory().note"
          data-testid="lab-theory"
        />
        <sw-metric-card
          label="Worst 20 ms"
          i18n-label
          [value]="lowest().value"
          [note]="lowest().note"
          data-testid="lab-lowest"
        />
        <sw-metric-card label="Bit rate" i18n-label [value]="bitRate()" data-testid="lab-bitrate" />
      </div>
      <div class="sounds">
        <sw-sound-card
          heading="Before"
          i18n-heading
          label="the voice before coding"
          i18n-label
          [sound]="result.original"
          data-testid="sound-original"
        />
        <sw-sound-card
          heading="After"
          i18n-heading
          label="the voice after coding"
          i18n-label
          [sound]="result.coded"
          [remark]="coder()"
          data-testid="sound-coded"
        />
        <sw-sound-card
          heading="What was lost"
          i18n-heading
          label="what was lost"
          i18n-label
          [sound]="result.error"
          [remark]="errorRemark()"
          data-testid="sound-error"
        />
      </div>
    }
  `,
  styleUrl: '../page/panel.css',
})
export class ListeningPanel {
  protected readonly bench = inject(LabBench);

  /** The result, with its own coder: another one may be selected by now. */
  protected readonly result = this.bench.listening.result;

  protected readonly summary = computed(() => {
    const result = this.result();
    if (result === null) return '';
    const [coder, snr] = [coderName(result.coder), snrText(result.report.snr)];
    const level = formatDecibels(result.report.rmsDbfs, 'dBFS');
    return $localize`A voice of ${level}:level: through ${coder}:coder:: ${snr}:ratio:.`;
  });

  protected readonly snr = computed(() => {
    const snr = this.result()?.report.snr ?? { kind: 'silence' };
    return {
      snrKind: snr.kind,
      snrDb: snr.kind === 'measured' ? snr.db : null,
      meetsSnr: snr.kind === 'measured' ? meetsSnr(snr, REQUIRED_SNR_DB) : null,
    };
  });

  protected readonly theory = computed(() => {
    const result = this.result();
    if (result?.coder.kind !== 'plain') {
      const note = $localize`It depends on the voice; only measuring helps`;
      return { value: $localize`No formula`, note };
    }
    const { coder, report } = result;
    const level = formatDecibels(report.rmsDbfs, 'dBFS');
    return {
      value: formatDecibels(theoreticalSnrDb(coder.bits, report.rmsDbfs), 'dB'),
      note: $localize`6.02 × ${coder.bits}:bits: + 4.77 dB, at a level of ${level}:level:`,
    };
  });

  protected readonly lowest = computed(() => {
    const lowestDb = this.result()?.report.lowestFrameSnrDb ?? 0;
    if (lowestDb === LOSSLESS_FRAME_DB) return { value: $localize`Lossless`, note: null };
    const note = lowestDb === 0 ? $localize`Or less: the figure stops there` : null;
    return { value: formatDecibels(lowestDb, 'dB'), note };
  });

  protected readonly bitRate = computed(() => {
    const report = this.result()?.report;
    return report ? `${formatNumber(bitRateOf(report) / 1000)} kbit/s` : '';
  });

  protected readonly coder = computed(() => {
    const result = this.result();
    return result ? coderName(result.coder) : '';
  });

  protected readonly errorRemark = computed(() => {
    const amplifiedDb = this.result()?.amplifiedDb ?? 0;
    const change = formatDecibels(Math.abs(amplifiedDb), 'dB');
    if (amplifiedDb === 0) return $localize`Nothing was lost.`;
    return amplifiedDb > 0
      ? $localize`Played ${change}:change: louder, so that it can be heard.`
      : $localize`Played ${change}:change: quieter, so that it startles nobody.`;
  });
}
