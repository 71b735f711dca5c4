/** What is known of something unfinished when one of them has to end. */
export interface Candidate {
  readonly bytes: number;
  /** Grows from each that begins to the next. */
  readonly order: number;
  /** Whether it has stopped, or nearly. */
  readonly isStalled: boolean;
}

/** A page sends nothing larger in one go; what is longer goes in parts of a quarter of it. */
const SMALL_BYTES = 256 * 1024 + 16 * 1024;

/** What is small has this share of the room for itself; what is large has the rest, and what is left of this. */
const SMALL_SHARE = 1 / 3;

/**
 * Which of those behind one address has to end because there is no room for all of them. What is large and has stopped
 * goes first, then what is large and began last: who began first and gets on is not thrown out by who comes later,
 * who is told to try again. What is small does not pay for what is large, and the other way round: only where
 * the small ones are more than their share, the largest of them goes.
 */
export function whoEnds<C extends Candidate>(all: Iterable<C>): C {
  const candidates = [...all];
  const small = candidates.filter(({ bytes }) => bytes <= SMALL_BYTES);
  const large = candidates.filter(({ bytes }) => bytes > SMALL_BYTES);
  if (large.length === 0 || bytesOf(small) > SMALL_SHARE * bytesOf(candidates))
    return first(small, (a, b) => a.bytes > b.bytes);
  const stalled = large.filter(({ isStalled }) => isStalled);
  if (stalled.length > 0) return first(stalled, (a, b) => a.bytes > b.bytes);
  return first(large, (a, b) => a.order > b.order);
}

function first<C>(all: readonly C[], goesBefore: (a: C, b: C) => boolean): C {
  return all.reduce((chosen, each) => (goesBefore(each, chosen) ? each : chosen));
}

function bytesOf(all: readonly Candidate[]): number {
  return all.reduce((sum, { bytes }) => sum + bytes, 0);
}
