/**
 * One frame of `nlp64`: 160 samples of 16 bits in 160 bytes, which is 64 000 bit/s at 8 kHz. Bits are
 * packed with the most significant one first (docs/codec.md):
 *
 *     u2 order of the predictor | u14 step | 160 codes, adaptive Rice | zero bits up to 1280
 *
 * Nothing carries over from one frame to the next.
 */
export const NLP64_FRAME_BYTES = 160;

export const FRAME_BITS = 8 * NLP64_FRAME_BYTES;

/** The predictor uses 0 to 3 of the samples before. */
export const ORDERS = 4;
export const ORDER_BITS = 2;

/** Distance of two levels of the quantiser, in eighths of the distance of two 16-bit samples. */
export const STEP_BITS = 14;
export const MAX_STEP = (1 << STEP_BITS) - 1;

/** Levels are 16-bit samples: with it nothing is lost. Finer steps would only cost bits. */
export const MIN_STEP = 8;

// Looked up once: in a sandbox, such as a test runner's, each look at a global costs half a microsecond.
const { imul } = Math;

/** Signed levels 0, -1, 1, -2 ... as codes 0, 1, 2, 3 ... */
export function codeOfLevel(level: number): number {
  return (level << 1) ^ (level >> 31);
}

/** The inverse of {@link codeOfLevel}. */
export function levelOfCode(code: number): number {
  return (code >> 1) ^ -(code & 1);
}

/** The sample that is decoded `level` steps from what was predicted; saturates. Exact in 32 bits. */
export function reconstruct(prediction: number, level: number, step: number): number {
  return clampToInt16(prediction + ((imul(level, step) + 4) >> 3));
}

/** Brings a whole number to the nearest that fits 16 bits. */
export function clampToInt16(value: number): number {
  if (value < -0x8000) return -0x8000;
  return value > 0x7fff ? 0x7fff : value;
}
