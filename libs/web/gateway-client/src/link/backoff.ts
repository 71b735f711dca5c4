const FIRST_MS = 1000;
const LONGEST_MS = 8_000;

/** Where somebody has to go first, before another attempt can succeed: milliseconds. */
export const LONGEST_REFUSED_MS = 30_000;

/**
 * Milliseconds to wait before trying again: doubling from 1 s to `longestMs`, less up to half of it by
 * chance, so that the pages of one gateway do not all come back at the same moment.
 * @param failures how many attempts have failed, 1 or more.
 * @param random at least 0 and less than 1.
 */
export function backoffMs(failures: number, random: number, longestMs = LONGEST_MS): number {
  const longest = Math.min(longestMs, FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (1 - random / 2));
}
