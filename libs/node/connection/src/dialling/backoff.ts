import { randomInt } from 'node:crypto';

const FIRST_DELAY_MS = 250;
/** A server that is there again is found again within five seconds, the handshake of all who come included. */
const MAX_DELAY_MS = 4_000;

/**
 * How long to wait before the n-th attempt to reconnect, in milliseconds: doubles from 250 ms to
 * 4 s, and each wait is drawn from its upper half, so that clients who lost the same server do
 * not all come back at the same moment.
 * @param attempt from 1.
 */
export function backoffDelayMs(attempt: number): number {
  const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return randomInt(longest / 2, longest + 1);
}
