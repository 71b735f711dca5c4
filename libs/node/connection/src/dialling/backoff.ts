import { randomInt } from 'node:crypto';

const FIRST_DELAY_MS = 250;
/**
 * Longest delay in milliseconds. A restarted server gets its clients back within five seconds, handshakes
 * included.
 */
const MAX_DELAY_MS = 4_000;

/**
 * The delay before an attempt to reconnect, in milliseconds. It doubles from 250 ms to 4 s and is drawn at
 * random from its upper half. So the clients of a restarted server do not all return at once.
 * @param attempt number of the attempt, from 1.
 */
export function backoffDelayMs(attempt: number): number {
  const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return randomInt(longest / 2, longest + 1);
}
