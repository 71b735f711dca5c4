/**
 * Makes a generator of numbers in [0, 1) (xorshift, 32 bits; Marsaglia 2003). The same seed gives the same
 * sequence on every machine. Use it for test signals, never for secrets.
 */
export function seededRandom(seed: number): () => number {
  // Scatters the seed. The state 0 would never change, and small seeds would start alike.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
