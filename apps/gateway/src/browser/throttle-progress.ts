import type { Clock } from '@sealwave/kernel';

const PACE_MS = 250;

/** Passes on how far a piece of work is, four times a second; nothing of work that is done before that. */
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
