import { computed, effect, type Signal, signal } from '@angular/core';

/** Between two looks at the clock, so that no second of a countdown is left out. */
const COUNT_MS = 250;

/**
 * Whole seconds, rounded up, until a moment on the clock of `performance.now()`; null where there is none. It
 * counts down for as long as its component is there, so it is called where that is made.
 */
export function secondsUntil(atMs: Signal<number | null>): Signal<number | null> {
  const nowMs = signal(performance.now());
  effect((onCleanup) => {
    const end = atMs();
    if (end === null) return;
    const timer = setInterval(() => count(), COUNT_MS);
    const count = () => {
      nowMs.set(performance.now());
      if (performance.now() >= end) clearInterval(timer);
    };
    count();
    onCleanup(() => clearInterval(timer));
  });
  return computed(() => {
    const end = atMs();
    return end === null ? null : Math.ceil(Math.max(0, end - nowMs()) / 1000);
  });
}
