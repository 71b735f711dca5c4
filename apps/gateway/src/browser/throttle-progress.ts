import type { Clock } from '@sealwave/kernel';

const PACE_MS = 250;

/** Passes progress on four times a second at most, and never for work that is shorter than that. */
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
