import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  viewChild,
} from '@angular/core';
import type { AnalyserTap } from './analyser-tap';
import type { CanvasSurface } from './canvas-surface';
import { bandStrength, frequencyBands } from './frequency-bands';
import { paintFrames } from './paint-frames';

/** CSS pixels from one bar to the next, and how thick one is. */
const BAR_PITCH = 8;
const BAR_WIDTH = 4;

/** A bar without sound is a dot. */
const REST_HEIGHT = BAR_WIDTH;

/**
 * Frequency bars, mirrored to the left and right of a gap in the middle, low notes innermost, that
 * move with a voice. At rest without an analyser.
 */
@Component({
  selector: 'sw-frequency-bars',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<canvas #canvas aria-hidden="true"></canvas>`,
  styles: `
    :host {
      display: block;
      color: var(--accent);
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `,
})
export class FrequencyBars {
  readonly analyser = input<AnalyserTap | null>(null);

  /** Width left free in the middle, in CSS pixels. */
  readonly gap = input(0);

  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly moving = computed(() => this.analyser() !== null);
  private readonly source = computed(() => {
    const analyser = this.analyser();
    return analyser && { analyser, magnitudes: new Uint8Array(analyser.frequencyBinCount) };
  });

  constructor() {
    paintFrames(this.canvas, this.moving, (surface) => this.paint(surface));
  }

  private paint(surface: CanvasSurface): void {
    const bars = Math.max(1, Math.floor((surface.width - this.gap()) / 2 / BAR_PITCH));
    this.strengths(bars).forEach((strength, bar) => {
      const fromMiddle = bar / bars;
      // Bars fade and shrink towards the edges, so that the eye stays on the control.
      const reach = (1 - 0.45 * fromMiddle) * (surface.height - REST_HEIGHT);
      const offset = this.gap() / 2 + (bar + 0.5) * BAR_PITCH;
      surface.context.globalAlpha = (this.moving() ? 0.95 : 0.45) * (1 - 0.7 * fromMiddle);
      paintBar(surface, surface.width / 2 - offset, REST_HEIGHT + strength * reach);
      paintBar(surface, surface.width / 2 + offset, REST_HEIGHT + strength * reach);
    });
  }

  /** How strong each of `bars` bands is at this moment, from 0 to 1, low to high. */
  private strengths(bars: number): readonly number[] {
    const source = this.source();
    if (source === null) return new Array<number>(bars).fill(0);
    const { analyser, magnitudes } = source;
    analyser.getByteFrequencyData(magnitudes);
    const binHz = analyser.context.sampleRate / analyser.fftSize;
    return frequencyBands(bars, binHz).map((band) => bandStrength(magnitudes, band));
  }
}

/** A bar with round ends around the middle line; `x` is its centre. */
function paintBar({ context, height: full }: CanvasSurface, x: number, height: number): void {
  context.beginPath();
  context.roundRect(x - BAR_WIDTH / 2, (full - height) / 2, BAR_WIDTH, height, BAR_WIDTH / 2);
  context.fill();
}
