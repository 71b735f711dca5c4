import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { meetsSnr, type QualityReport, REQUIRED_SNR_DB } from '@sealwave/audio';
import { JobProgress } from '../jobs/job-progress';
import { LabBench } from '../page/lab-bench';
import { type ChartLine, LineChart } from './line-chart';
import { chartDb, formatNumber, SNR_AXIS, snrCell, snrText } from './snr-axis';
import { type LevelRow, LEVELS_DB } from '../coder/sweeps';

/** Compares the three coders of 64 kbit/s on the same voice at decreasing levels. */
@Component({
  selector: 'sw-level-panel',
  imports: [JobProgress, LineChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-job-progress [state]="bench.levels" />
    @if (bench.levels.result(); as rows) {
      <sw-line-chart
        [lines]="lines()"
        [x]="levelAxis"
        [y]="snrAxis"
        [limit]="requiredDb"
        [position]="position()"
        [description]="description()"
      />
      <div class="table" role="region" tabindex="0" aria-labelledby="level-caption">
        <table data-testid="level-table">
          <caption id="level-caption" i18n>
            Signal-to-noise ratio of this clip in dB when it is quieter, each at 64 kbit/s
          </caption>
          <thead>
            <tr>
              <th scope="col" i18n>Quieter by, dB</th>
              <th scope="col" i18n>Level, dBFS</th>
              <th scope="col">pcm8</th>
              <th scope="col" i18n>µ-law</th>
              <th scope="col">nlp64</th>
            </tr>
          </thead>
          <tbody>
            @for (row of table(); track row.quieter) {
              <tr>
                <th scope="row">{{ row.quieter }}</th>
                <td>{{ row.level }}</td>
                @for (cell of row.cells; track $index) {
                  <td [class.pass]="cell.passes">{{ cell.text }}</td>
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styleUrl: '../page/panel.css',
})
export class LevelPanel {
  protected readonly bench = inject(LabBench);

  protected readonly levelAxis = {
    name: $localize`How much quieter, in dB`,
    marks: LEVELS_DB.filter((gainDb) => gainDb % 10 === 0),
  };
  protected readonly snrAxis = SNR_AXIS;
  protected readonly requiredDb = REQUIRED_SNR_DB;
  protected readonly position = computed(() => ({ x: this.bench.gainDb() }));

  private readonly rows = computed(() => this.bench.levels.result() ?? []);

  protected readonly lines = computed((): readonly ChartLine[] => {
    const curve = (reportOf: (row: LevelRow) => QualityReport): ChartLine['points'] =>
      this.rows().map((row) => ({ x: row.gainDb, y: chartDb(reportOf(row).snr) }));
    return [
      { name: 'pcm8', style: 'measured', points: curve(({ pcm8 }) => pcm8) },
      { name: $localize`µ-law`, style: 'third', points: curve(({ mulaw }) => mulaw) },
      { name: 'nlp64', style: 'second', points: curve(({ nlp64 }) => nlp64) },
    ];
  });

  protected readonly table = computed(() =>
    this.rows().map(({ gainDb, pcm8, mulaw, nlp64 }) => ({
      quieter: formatNumber(Math.abs(gainDb)),
      level: formatNumber(pcm8.rmsDbfs),
      cells: [pcm8, mulaw, nlp64].map(({ snr }) => ({
        text: snrCell(snr),
        passes: meetsSnr(snr, REQUIRED_SNR_DB),
      })),
    })),
  );

  protected readonly description = computed(() => {
    const [first, last] = [this.rows().at(0), this.rows().at(-1)];
    if (!first || !last) return '';
    const [pcm8From, pcm8To] = [snrText(first.pcm8.snr), snrText(last.pcm8.snr)];
    const [nlp64From, nlp64To] = [snrText(first.nlp64.snr), snrText(last.nlp64.snr)];
    return $localize`Chart: from as recorded to 40 dB quieter, pcm8 goes from ${pcm8From}:from: to ${pcm8To}:to:, and nlp64 from ${nlp64From}:nlp64From: to ${nlp64To}:nlp64To:.`;
  });
}
