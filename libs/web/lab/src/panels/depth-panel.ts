import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { REQUIRED_SNR_DB } from '@sealwave/audio';
import { type DepthRow, depthRows, fewestBits } from './depth-rows';
import { JobProgress } from '../jobs/job-progress';
import { LabBench } from '../page/lab-bench';
import type { LabCoder } from '../coder/lab-coder';
import { coderName } from '../page/lab-texts';
import { type ChartLine, LineChart } from './line-chart';
import { chartDb, formatNumber, SNR_AXIS, snrCell, snrText } from './snr-axis';

/** Compares theory and measurement for every number of bits and the two other coders. */
@Component({
  selector: 'sw-depth-panel',
  imports: [JobProgress, LineChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-job-progress [state]="bench.depths" />
    @if (rows().length > 0) {
      <sw-line-chart
        [lines]="lines()"
        [x]="bitAxis"
        [y]="snrAxis"
        [limit]="requiredDb"
        [position]="position()"
        [description]="description()"
      />
      <div class="table" role="region" tabindex="0" aria-labelledby="depth-caption">
        <table data-testid="depth-table">
          <caption id="depth-caption" i18n>
            Signal-to-noise ratio of this clip in dB, in theory and as measured
          </caption>
          <thead>
            <tr>
              <th scope="col" i18n>Coder</th>
              <th scope="col" class="extra" i18n>kbit/s</th>
              <th scope="col" class="extra" i18n>Theory, loudest sine</th>
              <th scope="col" i18n>Theory at this level</th>
              <th scope="col" i18n>Measured</th>
              <th scope="col" i18n>40 dB</th>
            </tr>
          </thead>
          <tbody>
            @for (row of table(); track row.name) {
              <tr [attr.aria-current]="row.chosen || null">
                <th scope="row">{{ row.name }}</th>
                <td class="extra">{{ row.bitRate }}</td>
                <td class="extra">{{ row.sineTheory }}</td>
                <td>{{ row.clipTheory }}</td>
                <td>{{ row.measured }}</td>
                <td [class.pass]="row.passes">{{ row.verdict }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styleUrl: '../page/panel.css',
})
export class DepthPanel {
  protected readonly bench = inject(LabBench);

  protected readonly bitAxis = { name: $localize`Bits`, marks: [1, 2, 4, 6, 8, 10, 12, 14, 16] };
  protected readonly snrAxis = SNR_AXIS;
  protected readonly requiredDb = REQUIRED_SNR_DB;

  protected readonly rows = computed(() => {
    const sweep = this.bench.depths.result();
    return sweep ? depthRows(sweep) : [];
  });

  /** Position of the selected coder. Both other coders take 64 kbit/s, so they stand at 8 bits. */
  protected readonly position = computed(() => ({ x: bitsOf(this.bench.coder()) }));

  protected readonly lines = computed((): readonly ChartLine[] => {
    const rows = this.rows();
    const theory = (dbOf: (theory: NonNullable<DepthRow['theory']>) => number) =>
      rows.flatMap(({ coder, theory }) => (theory ? [{ x: bitsOf(coder), y: dbOf(theory) }] : []));
    const measured = (kind: LabCoder['kind']) =>
      rows
        .filter(({ coder }) => coder.kind === kind)
        .map(({ coder, snr }) => ({ x: bitsOf(coder), y: chartDb(snr) }));
    return [
      {
        name: $localize`Theory, loudest sine`,
        style: 'ideal',
        points: theory(({ sineDb }) => sineDb),
      },
      {
        name: $localize`Theory at this level`,
        style: 'theory',
        points: theory(({ clipDb }) => clipDb),
      },
      { name: $localize`Plain quantiser`, style: 'measured', points: measured('plain') },
      { name: $localize`nlp64`, style: 'second', points: measured('nlp64') },
      { name: $localize`µ-law`, style: 'third', points: measured('mulaw') },
    ];
  });

  protected readonly table = computed(() => {
    const chosen = coderName(this.bench.coder());
    return this.rows().map(({ coder, bitRateBps, theory, snr, passes }) => ({
      name: coderName(coder),
      chosen: coderName(coder) === chosen,
      bitRate: (bitRateBps / 1000).toFixed(0),
      sineTheory: theory ? formatNumber(theory.sineDb) : '–',
      clipTheory: theory ? formatNumber(theory.clipDb) : '–',
      measured: snrCell(snr),
      passes,
      verdict: passes ? $localize`reached` : $localize`missed`,
    }));
  });

  protected readonly description = computed(() => {
    const bits = fewestBits(this.rows());
    const at8 = this.rows().find(({ coder }) => coder.kind === 'plain' && coder.bits === 8);
    const snr = at8 ? snrText(at8.snr) : '';
    return bits === null
      ? $localize`Chart: the ratio grows by about 6 dB with each bit. 8 bits give ${snr}:ratio:; no number of bits reaches 40 dB.`
      : $localize`Chart: the ratio grows by about 6 dB with each bit. 8 bits give ${snr}:ratio:; 40 dB take ${bits}:number: bits.`;
  });
}

function bitsOf(coder: LabCoder): number {
  return coder.kind === 'plain' ? coder.bits : 8;
}
