import { computed, Directive, type ElementRef, input, viewChild } from '@angular/core';
import type { AnalyserTap } from './analyser-tap';
import type { CanvasSurface } from './canvas-surface';
import { listenFrames, paintFrames } from './paint-frames';

/** A component around a `<canvas #canvas>` that shows, frame by frame, what an analyser hears. */
@Directive()
export abstract class AnalyserCanvas {
  /** At rest without one. */
  readonly analyser = input<AnalyserTap | null>(null);

  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  protected readonly moving = computed(() => this.analyser() !== null);

  constructor() {
    listenFrames(this.moving, (timeMs) => this.listen(timeMs));
    paintFrames(this.canvas, this.moving, (surface, timeMs) => this.paint(surface, timeMs));
  }

  /** Takes in what is heard; every frame, before {@link paint}, also where that is called less often. */
  protected abstract listen(timeMs: number): void;

  protected abstract paint(surface: CanvasSurface, timeMs: number): void;
}
