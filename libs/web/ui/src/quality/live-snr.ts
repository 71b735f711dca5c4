import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { type CoderName, meetsSnr, REQUIRED_SNR_DB, type Snr } from '@sealwave/audio';
import type { AnalyserTap } from '../drawing/analyser-tap';
import { BlockSnr } from './block-snr';
import { formatDecibels } from '../format/format-decibels';
import { listenFrames } from '../drawing/paint-frames';

/**
 * Time between measurements, in milliseconds. It is about one block of the analyser, so nearly all speech is
 * measured.
 */
const INTERVAL_MS = 350;

const LISTENING = $localize`Microphone is on…`;
const NO_SIGNAL = $localize`No signal`;
const LOSSLESS = $localize`Lossless`;
const MEETS = $localize`Meets Requirement (≥40dB)`;
const BELOW = $localize`Below 40dB (Does not meet requirement)`;

/**
 * Shows the signal-to-noise ratio of current speech a few times a second. The coder runs on this device, on
 * each block of the analyser.
 */
@Component({
  selector: 'sw-live-snr',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="label" i18n>Signal-to-noise now</span>
    <span class="value" #value>{{ listening }}</span>
    <span class="verdict" #verdict></span>
  `,
  styleUrls: ['./live-snr.css', './figure-tone.css'],
  host: { role: 'group', 'aria-label': $localize`Signal-to-noise now` },
})
export class LiveSnr {
  /** The sound to measure. One figure covers one block of `fftSize` samples. */
  readonly analyser = input.required<AnalyserTap | null>();
  readonly coder = input.required<CoderName>();

  protected readonly listening = LISTENING;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly value = viewChild.required<ElementRef<HTMLElement>>('value');
  private readonly verdict = viewChild.required<ElementRef<HTMLElement>>('verdict');
  private readonly source = computed(() => {
    const analyser = this.analyser();
    return (
      analyser && {
        analyser,
        block: new Float32Array(analyser.fftSize),
        meter: new BlockSnr(analyser.context.sampleRate, this.coder()),
        dueMs: Infinity,
      }
    );
  });

  constructor() {
    const moving = computed(() => this.source() !== null);
    listenFrames(moving, (timeMs) => this.listen(timeMs));
  }

  private listen(timeMs: number): void {
    const source = this.source();
    if (source === null) return;
    if (source.dueMs === Infinity) source.dueMs = timeMs + INTERVAL_MS;
    if (timeMs < source.dueMs) return;
    source.dueMs = timeMs + INTERVAL_MS;
    source.analyser.getFloatTimeDomainData(source.block);
    this.write(source.meter.measure(source.block));
  }

  /** Writes to the DOM directly. Three changes a second are not state of the application. */
  private write(snr: Snr): void {
    this.value().nativeElement.textContent = figureOf(snr);
    if (snr.kind === 'silence') {
      delete this.host.dataset['tone'];
      this.verdict().nativeElement.textContent = '';
      return;
    }
    const meets = meetsSnr(snr, REQUIRED_SNR_DB);
    this.host.dataset['tone'] = meets ? 'good' : 'bad';
    this.verdict().nativeElement.textContent = meets ? MEETS : BELOW;
  }
}

function figureOf(snr: Snr): string {
  if (snr.kind === 'measured') return formatDecibels(snr.db, 'dB');
  return snr.kind === 'silence' ? NO_SIGNAL : LOSSLESS;
}
