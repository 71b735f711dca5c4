/**
 * A generator of numbers in [0, 1) with the same sequence for the same seed on every machine (xorshift, 32
 * bits; Marsaglia 2003). For test signals, never for secrets.
 */
export function seededRandom(seed: number): () => number {
  // Scatters the seed, because the state 0 would never change, and small seeds would start alike.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
