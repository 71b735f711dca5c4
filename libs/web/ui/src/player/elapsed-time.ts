import { afterNextRender, DestroyRef, inject, signal, type Signal } from '@angular/core';

/** Four times per displayed second. No second then seems to last two. */
const TICK_MS = 250;

/**
 * Counts whole seconds since `sinceMs`, on the clock of `performance.now`. The counting ends with the calling
 * component. Needs an injection context.
 */
export function elapsedSeconds(sinceMs: Signal<number>): Signal<number> {
  const elapsed = signal(0);
  const destroyRef = inject(DestroyRef);
  afterNextRender(() => {
    const tick = (): void =>
      elapsed.set(Math.max(0, Math.floor((performance.now() - sinceMs()) / 1000)));
    const timer = setInterval(tick, TICK_MS);
    destroyRef.onDestroy(() => clearInterval(timer));
  });
  return elapsed.asReadonly();
}
