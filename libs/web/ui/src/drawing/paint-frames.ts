import { afterRenderEffect, type ElementRef, type Signal } from '@angular/core';
import { CanvasSurface } from './canvas-surface';

/** Draws one picture. `timeMs` is the time of the frame, on the clock of `performance.now`. */
export type Paint = (surface: CanvasSurface, timeMs: number) => void;

/**
 * Time between pictures when the person prefers reduced motion, in milliseconds. Meters still show the level,
 * but calmly.
 */
const CALM_INTERVAL_MS = 250;

/**
 * Paints on `canvas` once per displayed frame while `moving`. Otherwise paints only when the canvas's size or
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
    const repaint = (timeMs: number): void => paint(surface.wiped(), timeMs);
    const remeasure = (): void => paint(surface.cleared(), performance.now());
    onCleanup(onChange(surface.element, remeasure));
    if (moving()) onCleanup(everyFrame(calmly(repaint)));
  });
}

/**
 * Calls `frame` once per displayed frame while `moving`, even with reduced motion. Use it for listening, not
 * for painting. Runs outside change detection. Needs an injection context.
 */
export function listenFrames(moving: Signal<boolean>, frame: (timeMs: number) => void): void {
  afterRenderEffect((onCleanup) => {
    if (moving()) onCleanup(everyFrame(frame));
  });
}

function everyFrame(frame: (timeMs: number) => void): () => void {
  let handle = requestAnimationFrame(function next(timeMs) {
    handle = requestAnimationFrame(next);
    frame(timeMs);
  });
  return () => cancelAnimationFrame(handle);
}

/** Returns `repaint`. Slows it down when the person prefers reduced motion. */
function calmly(repaint: (timeMs: number) => void): (timeMs: number) => void {
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return repaint;
  let paintedMs = -Infinity;
  return (timeMs) => {
    if (timeMs - paintedMs < CALM_INTERVAL_MS) return;
    paintedMs = timeMs;
    repaint(timeMs);
  };
}

/** Observes size, theme and colour scheme. */
function onChange(element: Element, changed: () => void): () => void {
  const size = new ResizeObserver(changed);
  const theme = new MutationObserver(changed);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  size.observe(element);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  scheme.addEventListener('change', changed);
  return () => {
    size.disconnect();
    theme.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
