import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  viewChild,
} from '@angular/core';
import { CanvasSurface } from './canvas-surface';
import { paintFrames } from './paint-frames';
import { peaksOf } from './peaks-of';

/** CSS pixels, as in the live waveform. */
const COLUMN_PITCH = 4;
const COLUMN_WIDTH = 2.5;
const REST_HEIGHT = 2;

/** Opacity of the part that was not played yet. */
const AHEAD_ALPHA = 0.4;

/** The whole recording as bars. The played part has full colour. Decorative. */
@Component({
  selector: 'sw-waveform',
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
export class Waveform {
  /** Peak of each equal part, 0 to 1; null draws a plain track. */
  readonly peaks = input.required<Float32Array | null>();

  /** Returns the played share, 0 to 1. Called for each picture while `moving`. */
  readonly played = input.required<() => number>();
  readonly moving = input(false);

  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly surface = computed(() => CanvasSurface.of(this.canvas().nativeElement));
  private bars: { readonly of: Float32Array; readonly heights: Float32Array } | null = null;

  constructor() {
    paintFrames(this.canvas, this.moving, (surface) => this.paint(surface));
    afterRenderEffect(() => {
      // Reads all inputs of the picture: a change then repaints it even while nothing moves.
      this.peaks();
      this.played()();
      const surface = this.surface();
      if (surface) this.paint(surface.cleared());
    });
  }

  private paint(surface: CanvasSurface): void {
    const { context, width, height } = surface;
    const columns = Math.max(1, Math.floor(width / COLUMN_PITCH));
    const heights = this.heights(columns);
    const playedX = this.played()() * width;
    for (let column = 0; column < columns; column++) {
      const x = ((column + 0.5) * width) / columns;
      const length = Math.max(REST_HEIGHT, (heights?.[column] ?? 0) * height);
      context.globalAlpha = x < playedX ? 1 : AHEAD_ALPHA;
      context.fillRect(x - COLUMN_WIDTH / 2, (height - length) / 2, COLUMN_WIDTH, length);
    }
  }

  /** Heights of the bars, 0 to 1. The square root lifts quiet speech, as in the live waveform. */
  private heights(columns: number): Float32Array | null {
    const peaks = this.peaks();
    if (peaks === null) return null;
    if (this.bars?.of !== peaks || this.bars.heights.length !== columns) {
      this.bars = { of: peaks, heights: peaksOf(peaks, columns).map(Math.sqrt) };
    }
    return this.bars.heights;
  }
}
