import type { Clock } from '@sealwave/kernel';

const PACE_MS = 250;

/**
 * Passes progress on, at most four times a second. Work that ends within a quarter of a second reports none.
 */
export function throttleProgress(
  clock: Clock,
  tell: (done: number) => void,
): (done: number) => void {
  let dueMs = clock.now() + PACE_MS;
  return (done) => {
    if (clock.now() < dueMs) return;
    dueMs = clock.now() + PACE_MS;
    tell(done);
  };
}
