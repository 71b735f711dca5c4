import { computed, Directive, type ElementRef, input, viewChild } from '@angular/core';
import type { AnalyserTap } from './analyser-tap';
import type { CanvasSurface } from './canvas-surface';
import { listenFrames, paintFrames } from './paint-frames';

/** Base of a component that shows an analyser's sound frame by frame. Its template has a `<canvas #canvas>`. */
@Directive()
export abstract class AnalyserCanvas {
  /** The analyser to show. Without one, the picture is at rest. */
  readonly analyser = input<AnalyserTap | null>(null);

  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  protected readonly moving = computed(() => this.analyser() !== null);

  constructor() {
    listenFrames(this.moving, (timeMs) => this.listen(timeMs));
    paintFrames(this.canvas, this.moving, (surface, timeMs) => this.paint(surface, timeMs));
  }

  /** Reads the analyser. Called once per frame, before {@link paint}, which may be called less often. */
  protected abstract listen(timeMs: number): void;

  protected abstract paint(surface: CanvasSurface, timeMs: number): void;
}
