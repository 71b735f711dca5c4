import { afterRenderEffect, type ElementRef, type Signal } from '@angular/core';
import { CanvasSurface } from './canvas-surface';

/** Draws one picture; `timeMs` is the time of the frame on the clock of `performance.now`. */
export type Paint = (surface: CanvasSurface, timeMs: number) => void;

/** With reduced motion asked for, meters still tell the level, but calmly. */
const CALM_INTERVAL_MS = 250;

/**
 * Paints on `canvas` once per displayed frame while `moving`, and otherwise only when its size or
 * the colour scheme changes. Runs outside change detection. Needs an injection context.
 */
export function paintFrames(
  canvas: Signal<ElementRef<HTMLCanvasElement>>,
  moving: Signal<boolean>,
  paint: Paint,
): void {
  afterRenderEffect((onCleanup) => {
    const surface = CanvasSurface.of(canvas().nativeElement);
    if (surface === null) return;
    const repaint = (): void => paint(surface.cleared(), performance.now());
    onCleanup(moving() ? everyFrame(repaint) : onChange(surface.element, repaint));
  });
}

function everyFrame(repaint: () => void): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let paintedMs = -Infinity;
  let handle = requestAnimationFrame(function frame(timeMs) {
    handle = requestAnimationFrame(frame);
    if (calm && timeMs - paintedMs < CALM_INTERVAL_MS) return;
    paintedMs = timeMs;
    repaint();
  });
  return () => cancelAnimationFrame(handle);
}

function onChange(element: Element, repaint: () => void): () => void {
  const size = new ResizeObserver(repaint);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  size.observe(element);
  scheme.addEventListener('change', repaint);
  return () => {
    size.disconnect();
    scheme.removeEventListener('change', repaint);
  };
}
