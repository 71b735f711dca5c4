import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  signal,
  viewChild,
} from '@angular/core';
import { type Intensity, intensityOf, levelOf, toDbfs } from '@sealwave/audio';
import { AnalyserCanvas } from '../drawing/analyser-canvas';
import type { CanvasSurface } from '../drawing/canvas-surface';
import { formatDecibels } from '../format/format-decibels';
import { Icon } from '../controls/icon';
import { PeakHold } from './peak-hold';
import { SmoothedLevel } from './smoothed-level';

/** Lower end of the scale. A quiet room has about -60 dBFS. */
const LOWEST_DBFS = -60;

/** The largest value of a 16-bit sample; a louder sound is clipped. */
const CLIPPING = 32_767 / 32_768;
const CLIPPING_DBFS = toDbfs(CLIPPING);

/** Number of consecutive samples at the limit that count as clipping. A single sample may just reach it. */
const CLIPPED_RUN = 3;

/** How long clipping is shown, in milliseconds. It is long enough to read it and to react. */
const CLIPPED_SHOWN_MS = 4000;

/**
 * Shortest time between changes of words and figures, in milliseconds. Nobody could read faster ones, or hear
 * them read aloud.
 */
const TEXT_INTERVAL_MS = 200;
const SPOKEN_INTERVAL_MS = 1000;

/** Width of the peak mark, in CSS pixels. */
const PEAK_WIDTH = 3;

const WORDS: Readonly<Record<Intensity, string>> = {
  Silent: $localize`Silent`,
  Quiet: $localize`Quiet`,
  Normal: $localize`Normal`,
  Loud: $localize`Loud`,
  SHOUTING: $localize`SHOUTING`,
};

/** Shows the level of the microphone as a bar with its peak, in dBFS and as a word. */
@Component({
  selector: 'sw-level-meter',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="word" data-testid="intensity" #word>{{ silent }}</span>
    <span class="figures">
      <span class="figure" data-testid="level" #figure></span>
      <span class="figure" i18n>peak <span data-testid="peak" #peak></span></span>
    </span>
    <canvas
      #canvas
      role="meter"
      aria-label="Microphone level"
      i18n-aria-label
      [attr.aria-valuemin]="lowestDbfs"
      aria-valuemax="0"
      [attr.aria-valuenow]="lowestDbfs"
    ></canvas>
    <span role="status" class="clipping">
      @if (clipped()) {
        <span data-testid="clipping">
          <sw-icon name="warning" />
          <span i18n>Too loud. Move back from the mic a little.</span>
        </span>
      }
    </span>
  `,
  styleUrl: './level-meter.css',
})
export class LevelMeter extends AnalyserCanvas {
  protected readonly lowestDbfs = LOWEST_DBFS;
  protected readonly silent = WORDS.Silent;

  /** True for a while after clipping. */
  protected readonly clipped = signal(false);

  private readonly word = viewChild.required<ElementRef<HTMLElement>>('word');
  private readonly figure = viewChild.required<ElementRef<HTMLElement>>('figure');
  private readonly peak = viewChild.required<ElementRef<HTMLElement>>('peak');
  private readonly source = computed(() => {
    const analyser = this.analyser();
    if (analyser === null) return null;
    return {
      analyser,
      samples: new Float32Array(analyser.fftSize),
      level: new SmoothedLevel(),
      peak: new PeakHold(),
      clippedUntilMs: 0,
      textDueMs: 0,
      spokenDueMs: 0,
    };
  });

  protected override listen(timeMs: number): void {
    const source = this.source();
    if (source === null) return;
    source.analyser.getFloatTimeDomainData(source.samples);
    const { rmsDbfs, peakDbfs } = levelOf(source.samples);
    source.level.push(rmsDbfs, timeMs);
    source.peak.push(peakDbfs, timeMs);
    if (peakDbfs >= CLIPPING_DBFS && isClipped(source.samples)) {
      source.clippedUntilMs = timeMs + CLIPPED_SHOWN_MS;
    }
    this.clipped.set(timeMs < source.clippedUntilMs);
    if (timeMs < source.textDueMs) return;
    source.textDueMs = timeMs + TEXT_INTERVAL_MS;
    this.write(source.level.dbfs, source.peak.at(timeMs));
    if (timeMs < source.spokenDueMs) return;
    source.spokenDueMs = timeMs + SPOKEN_INTERVAL_MS;
    this.speak(source.level.dbfs);
  }

  protected override paint(surface: CanvasSurface, timeMs: number): void {
    const { context, width, height } = surface;
    const source = this.source();
    const level = shareOfScale(source?.level.dbfs ?? -Infinity) * width;
    const peak = shareOfScale(source?.peak.at(timeMs) ?? -Infinity) * width;
    const peakFrom = Math.max(level, peak - PEAK_WIDTH);
    // The style sheet colours the whole scale. This paints over the part above the level.
    context.fillRect(level, 0, peakFrom - level, height);
    context.fillRect(Math.max(level, peak), 0, width, height);
  }

  /** Writes to the DOM directly. Five changes a second are not state of the application. */
  private write(levelDbfs: number, peakDbfs: number): void {
    const intensity = intensityOf(levelDbfs);
    this.word().nativeElement.textContent = WORDS[intensity];
    this.word().nativeElement.dataset['intensity'] = intensity;
    this.figure().nativeElement.textContent = formatDecibels(levelDbfs, 'dBFS');
    this.peak().nativeElement.textContent = formatDecibels(peakDbfs, 'dBFS');
  }

  private speak(dbfs: number): void {
    const meter = this.canvas().nativeElement;
    const [word, figure] = [WORDS[intensityOf(dbfs)], formatDecibels(dbfs, 'dBFS')];
    meter.setAttribute('aria-valuenow', String(Math.max(LOWEST_DBFS, Math.round(dbfs))));
    meter.setAttribute('aria-valuetext', $localize`${word}:intensity:, ${figure}:level:`);
  }
}

/** Whether the wave was clipped. */
function isClipped(samples: Float32Array): boolean {
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= CLIPPING ? run + 1 : 0;
    if (run === CLIPPED_RUN) return true;
  }
  return false;
}

/** Position of `dbfs` on the scale, 0 to 1. */
function shareOfScale(dbfs: number): number {
  return Math.min(1, Math.max(0, 1 - dbfs / LOWEST_DBFS));
}
