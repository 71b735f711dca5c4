/** An unfinished input that may be ended. */
export interface Candidate {
  readonly bytes: number;
  /** Increases with each input that begins. */
  readonly order: number;
  /** Whether the input has stopped growing, or nearly. */
  readonly isStalled: boolean;
}

/**
 * Largest size that counts as small, in bytes. A page sends at most this in one message. Longer uploads have
 * parts of a quarter of it.
 */
const SMALL_BYTES = 256 * 1024 + 16 * 1024;

/**
 * Share of the memory that is reserved for small inputs. Large inputs use the rest, and what small ones leave
 * free.
 */
const SMALL_SHARE = 1 / 3;

/**
 * Chooses which input of an address to end when memory runs out. Among large inputs, a stalled one ends first.
 * If none has stalled, the latest ends: it is a newcomer and is told to try again. Earlier inputs that progress
 * go on. Small inputs are spared unless they exceed their share. Then the largest of them ends.
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
