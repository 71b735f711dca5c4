import { randomBytes } from 'node:crypto';

/** Rounds per input word and at the end, as recommended for hash tables. */
const ROUNDS = { word: 1, end: 3 };

/** Hashes 64 bits to 32. */
export type KeyedHash = (low: number, high: number) => number;

/**
 * HalfSipHash-1-3 (Aumasson and Bernstein) of two 32-bit words. The 64-bit key is drawn here and never leaves
 * this function. So an attacker who chooses the entries of a table cannot make them collide.
 * @param key 8 bytes; only for tests that need reproducible results.
 */
export function keyedHash(key: Uint8Array = randomBytes(8)): KeyedHash {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const [k0, k1] = [view.getInt32(0, true), view.getInt32(4, true)];
  return (low, high) => {
    let v0 = k0;
    let v1 = k1;
    let v2 = k0 ^ 0x6c796765;
    let v3 = k1 ^ 0x74656462;
    const mix = (rounds: number): void => {
      for (let i = 0; i < rounds; i++) {
        v0 = (v0 + v1) | 0;
        v1 = rotate(v1, 5) ^ v0;
        v0 = rotate(v0, 16);
        v2 = (v2 + v3) | 0;
        v3 = rotate(v3, 8) ^ v2;
        v0 = (v0 + v3) | 0;
        v3 = rotate(v3, 7) ^ v0;
        v2 = (v2 + v1) | 0;
        v1 = rotate(v1, 13) ^ v2;
        v2 = rotate(v2, 16);
      }
    };
    // The last word holds the length, 8 bytes, in its highest byte.
    for (const word of [low, high, 8 << 24]) {
      v3 ^= word;
      mix(ROUNDS.word);
      v0 ^= word;
    }
    v2 ^= 0xff;
    mix(ROUNDS.end);
    return (v1 ^ v3) >>> 0;
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
