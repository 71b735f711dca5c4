import { randomInt } from 'node:crypto';

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 10_000;

/**
 * How long to wait before the n-th attempt to reconnect, in milliseconds: doubles from 250 ms to
 * 10 s, and each wait is drawn from its upper half, so that clients who lost the same server do
 * not all come back at the same moment.
 * @param attempt from 1.
 */
export function backoffDelayMs(attempt: number): number {
  const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return randomInt(longest / 2, longest + 1);
}
