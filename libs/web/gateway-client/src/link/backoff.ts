const FIRST_MS = 1000;
const LONGEST_MS = 8_000;

/** Longest wait, in milliseconds, after a refusal that lasts until another person leaves. */
export const LONGEST_REFUSED_MS = 30_000;

/**
 * Time to wait before the next attempt, in milliseconds. It doubles from 1 s up to `longestMs`, minus a random
 * share of up to half. So the pages of a gateway do not all return at once.
 * @param failures number of failed attempts, 1 or more.
 * @param random at least 0 and less than 1.
 */
export function backoffMs(failures: number, random: number, longestMs = LONGEST_MS): number {
  const longest = Math.min(longestMs, FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (1 - random / 2));
}
