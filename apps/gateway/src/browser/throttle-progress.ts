import type { Clock } from '@sealwave/kernel';

const PACE_MS = 250;

/** Passes progress on, at most four times a second. For shorter work it passes nothing on. */
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
