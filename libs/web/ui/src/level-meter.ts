import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  viewChild,
} from '@angular/core';
import { intensityOf, levelOf } from '@sealwave/audio';
import type { AnalyserTap } from './analyser-tap';
import type { CanvasSurface } from './canvas-surface';
import { formatDecibels } from './format-decibels';
import { paintFrames } from './paint-frames';
import { SmoothedLevel } from './smoothed-level';

/** The scale of the meter. A quiet room has about -60 dBFS. */
const LOWEST_DBFS = -60;

/** Words and figures that change more often than this cannot be read. */
const TEXT_INTERVAL_MS = 200;

/** How loud the microphone hears, as a bar, as a figure in dBFS and as a word. */
@Component({
  selector: 'sw-level-meter',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="word" data-testid="intensity" #word>Silent</span>
    <span class="figure" data-testid="level" #figure></span>
    <canvas
      #canvas
      role="meter"
      aria-label="Microphone level"
      [attr.aria-valuemin]="lowestDbfs"
      aria-valuemax="0"
      [attr.aria-valuenow]="lowestDbfs"
    ></canvas>
  `,
  styleUrl: './level-meter.css',
})
export class LevelMeter {
  readonly analyser = input<AnalyserTap | null>(null);

  protected readonly lowestDbfs = LOWEST_DBFS;
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly word = viewChild.required<ElementRef<HTMLElement>>('word');
  private readonly figure = viewChild.required<ElementRef<HTMLElement>>('figure');
  private readonly moving = computed(() => this.analyser() !== null);
  private readonly source = computed(() => {
    const analyser = this.analyser();
    if (analyser === null) return null;
    return {
      analyser,
      samples: new Float32Array(analyser.fftSize),
      level: new SmoothedLevel(),
      textDueMs: 0,
    };
  });

  constructor() {
    paintFrames(this.canvas, this.moving, (surface, timeMs) => this.paint(surface, timeMs));
  }

  private paint(surface: CanvasSurface, timeMs: number): void {
    const source = this.source();
    if (source) {
      source.analyser.getFloatTimeDomainData(source.samples);
      source.level.push(levelOf(source.samples).rmsDbfs, timeMs);
      if (timeMs >= source.textDueMs) {
        source.textDueMs = timeMs + TEXT_INTERVAL_MS;
        this.write(source.level.dbfs);
      }
    }
    paintBar(surface, source?.level.dbfs ?? -Infinity);
  }

  /** Straight into the page: five changes a second are no state of the application. */
  private write(dbfs: number): void {
    const word = intensityOf(dbfs);
    const figure = formatDecibels(dbfs, 'dBFS');
    const meter = this.canvas().nativeElement;
    this.word().nativeElement.textContent = word;
    this.word().nativeElement.dataset['intensity'] = word;
    this.figure().nativeElement.textContent = figure;
    meter.setAttribute('aria-valuenow', String(Math.max(LOWEST_DBFS, Math.round(dbfs))));
    meter.setAttribute('aria-valuetext', `${word}, ${figure}`);
  }
}

function paintBar({ context, width, height }: CanvasSurface, dbfs: number): void {
  const filled = Math.min(1, Math.max(0, 1 - dbfs / LOWEST_DBFS)) * width;
  context.globalAlpha = 0.18;
  context.beginPath();
  context.roundRect(0, 0, width, height, height / 2);
  context.fill();
  context.globalAlpha = 1;
  context.clip();
  context.fillRect(0, 0, filled, height);
}
