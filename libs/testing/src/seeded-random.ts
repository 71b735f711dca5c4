/**
 * A generator of numbers in [0, 1) that gives the same sequence for the same seed on every machine
 * (xorshift, 32 bits; Marsaglia 2003). For signals in tests, never for secrets.
 */
export function seededRandom(seed: number): () => number {
  // The state 0 would never change, and small seeds start alike: both are scattered first.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
