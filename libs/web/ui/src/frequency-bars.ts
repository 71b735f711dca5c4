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

/** Bars on each side of the gap in the middle. */
const BARS_PER_SIDE = 24;
const REST_HEIGHT = 4;

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
    if (analyser === null) return null;
    const binHz = analyser.context.sampleRate / analyser.fftSize;
    return {
      analyser,
      magnitudes: new Uint8Array(analyser.frequencyBinCount),
      bands: frequencyBands(BARS_PER_SIDE, binHz),
    };
  });

  constructor() {
    paintFrames(this.canvas, this.moving, (surface) => this.paint(surface));
  }

  private paint(surface: CanvasSurface): void {
    const source = this.source();
    source?.analyser.getByteFrequencyData(source.magnitudes);
    const side = (surface.width - this.gap()) / 2;
    const pitch = side / BARS_PER_SIDE;
    for (let bar = 0; bar < BARS_PER_SIDE; bar++) {
      const strength = source ? bandStrength(source.magnitudes, source.bands[bar]) : 0;
      const fromMiddle = bar / BARS_PER_SIDE;
      // Bars fade and shrink towards the edges, so that the eye stays on the control.
      const height =
        REST_HEIGHT + strength * (1 - 0.45 * fromMiddle) * (surface.height - REST_HEIGHT);
      surface.context.globalAlpha = (source ? 0.95 : 0.45) * (1 - 0.7 * fromMiddle);
      const offset = this.gap() / 2 + (bar + 0.5) * pitch;
      paintBar(surface, surface.width / 2 - offset, { width: pitch * 0.55, height });
      paintBar(surface, surface.width / 2 + offset, { width: pitch * 0.55, height });
    }
  }
}

/** A bar with round ends around the middle line; `x` is its centre. */
function paintBar(
  { context, height: full }: CanvasSurface,
  x: number,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const thickness = Math.min(width, 6);
  context.beginPath();
  context.roundRect(x - thickness / 2, (full - height) / 2, thickness, height, thickness / 2);
  context.fill();
}
