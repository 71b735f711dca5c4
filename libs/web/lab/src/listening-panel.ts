import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { bitRateOf, meetsSnr, REQUIRED_SNR_DB, theoreticalSnrDb } from '@sealwave/audio';
import { formatDecibels, MetricCard, SnrCard } from '@sealwave/web/ui';
import { LabBench } from './lab-bench';
import { coderName } from './lab-texts';
import { JobProgress } from './job-progress';
import { SoundCard } from './sound-card';

/** The clip before and after the coder, and what the coder took, to hear, see and read. */
@Component({
  selector: 'sw-listening-panel',
  imports: [JobProgress, MetricCard, SnrCard, SoundCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-job-progress [state]="bench.listening" />
    @if (bench.listening.result(); as result) {
      <div class="cards">
        <sw-snr-card [report]="snr()" data-testid="lab-snr" />
        <sw-metric-card
          label="Theory"
          i18n-label
          [value]="theory()"
          [note]="theoryNote()"
          data-testid="lab-theory"
        />
        <sw-metric-card
          label="Lowest 20 ms"
          i18n-label
          [value]="lowest()"
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
  styleUrl: './panel.css',
})
export class ListeningPanel {
  protected readonly bench = inject(LabBench);

  private readonly report = computed(() => this.bench.listening.result()?.report ?? null);

  protected readonly snr = computed(() => {
    const snr = this.report()?.snr ?? { kind: 'silence' };
    return {
      snrKind: snr.kind,
      snrDb: snr.kind === 'measured' ? snr.db : null,
      meetsSnr: snr.kind === 'measured' ? meetsSnr(snr, REQUIRED_SNR_DB) : null,
    };
  });

  protected readonly theory = computed(() => {
    const [coder, report] = [this.bench.coder(), this.report()];
    if (coder.kind !== 'plain' || report === null) return $localize`No formula`;
    return formatDecibels(theoreticalSnrDb(coder.bits, report.rmsDbfs), 'dB');
  });

  protected readonly theoryNote = computed(() => {
    const [coder, report] = [this.bench.coder(), this.report()];
    if (coder.kind !== 'plain' || report === null) {
      return $localize`It depends on the voice; only measuring helps`;
    }
    const level = formatDecibels(report.rmsDbfs, 'dBFS');
    return $localize`6.02 × ${coder.bits}:bits: + 4.77 dB, at a level of ${level}:level:`;
  });

  protected readonly lowest = computed(() => {
    const report = this.report();
    return report ? formatDecibels(report.lowestFrameSnrDb, 'dB') : '';
  });

  protected readonly bitRate = computed(() => {
    const report = this.report();
    return report ? `${(bitRateOf(report) / 1000).toFixed(1)} kbit/s` : '';
  });

  protected readonly coder = computed(() => coderName(this.bench.coder()));

  protected readonly errorRemark = computed(() => {
    const amplifiedDb = this.bench.listening.result()?.amplifiedDb ?? 0;
    const change = formatDecibels(Math.abs(amplifiedDb), 'dB');
    if (amplifiedDb === 0) return $localize`Nothing was lost.`;
    return amplifiedDb > 0
      ? $localize`Played ${change}:change: louder, so that it can be heard.`
      : $localize`Played ${change}:change: quieter, so that it startles nobody.`;
  });
}
