import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { formatDecibels } from '../format/format-decibels';
import { formatNumber } from '../format/format-number';

/** A signal-to-noise ratio, or the reason why there is none. */
export interface SnrFigure {
  readonly kind: 'measured' | 'lossless' | 'silence';
  readonly db: number | null;
}

/** The displayed figures of a quality report, a subset of the contract's. */
export interface QualitySummary {
  readonly lowestFrameSnr: SnrFigure;
  readonly pcm8Snr: SnrFigure;
  /** Frames that are not silent, and how many of them reach 40 dB. */
  readonly nonSilent: { readonly frames: number; readonly passing: number };
  readonly bitrateBps: number;
}

const CODERS: Readonly<Record<string, string>> = {
  nlp64: $localize`nlp64 (high quality)`,
  pcm8: $localize`pcm8, plain 8 bits`,
};

/** The figures of a message's quality report, one per line. The signal-to-noise ratio is shown elsewhere. */
@Component({
  selector: 'sw-quality-figures',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>
      @for (line of lines(); track line.term) {
        <div>
          <dt>{{ line.term }}</dt>
          <dd>{{ line.value }}</dd>
        </div>
      }
    </dl>
  `,
  styleUrl: './quality-figures.css',
})
export class QualityFigures {
  readonly quality = input.required<QualitySummary>();
  /** Name of the coder. */
  readonly coder = input.required<string>();

  protected readonly lines = computed(() => {
    const { lowestFrameSnr, nonSilent, pcm8Snr, bitrateBps } = this.quality();
    return [
      { term: $localize`Worst 20 ms`, value: figure(lowestFrameSnr) },
      { term: $localize`Time at 40 dB or better`, value: share(nonSilent) },
      { term: $localize`Plain 8-bit (PCM) would reach`, value: figure(pcm8Snr) },
      {
        term: $localize`Bit rate`,
        value: $localize`${formatNumber(bitrateBps / 1000)}:number: kbit/s`,
      },
      { term: $localize`Coder`, value: CODERS[this.coder()] ?? this.coder() },
    ];
  });
}

function figure({ kind, db }: SnrFigure): string {
  if (kind === 'measured' && db !== null) return formatDecibels(db, 'dB');
  return kind === 'silence' ? $localize`Silence` : $localize`Lossless`;
}

/** The passing share in percent. It is rounded down: 100 % means all frames. */
function share({ frames, passing }: QualitySummary['nonSilent']): string {
  if (frames === 0) return $localize`Silence`;
  const percent = Math.floor((passing / frames) * 1000) / 10;
  return `${formatNumber(percent, Number.isInteger(percent) ? 0 : 1)} %`;
}
