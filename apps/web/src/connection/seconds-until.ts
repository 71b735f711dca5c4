import { computed, effect, type Signal, signal } from '@angular/core';

/**
 * Time between two looks at the clock, in milliseconds. It is short enough to show every second of a countdown.
 */
const COUNT_MS = 250;

/**
 * Counts down the whole seconds, rounded up, until `atMs` on the clock of `performance.now()`. Null while
 * `atMs` is null. The countdown ends with the calling component. Needs an injection context.
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
