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

/** Number of predictor orders: order 0 to 3 predicts from that number of previous samples. */
export const ORDERS = 4;
export const ORDER_BITS = 2;

/**
 * Width of the step field. The step is the distance between two quantiser levels, in eighths of a 16-bit
 * unit.
 */
export const STEP_BITS = 14;
export const MAX_STEP = (1 << STEP_BITS) - 1;

/**
 * The smallest step, at which each level is a 16-bit value, so nothing is lost. Finer steps would only cost
 * bits.
 */
export const MIN_STEP = 8;

// Cached in a constant. In a sandbox, such as a test runner's, each access to a global costs half a
// microsecond.
const { imul } = Math;

/** Maps signed levels 0, -1, 1, -2 ... to codes 0, 1, 2, 3 ... */
export function codeOfLevel(level: number): number {
  return (level << 1) ^ (level >> 31);
}

/** The inverse of {@link codeOfLevel}. */
export function levelOfCode(code: number): number {
  return (code >> 1) ^ -(code & 1);
}

/** Decodes one sample: the prediction plus `level` steps, clamped to 16 bits. Exact in 32 bits. */
export function reconstruct(prediction: number, level: number, step: number): number {
  return clampToInt16(prediction + ((imul(level, step) + 4) >> 3));
}

/** Clamps a whole number to the range of 16 bits. */
export function clampToInt16(value: number): number {
  if (value < -0x8000) return -0x8000;
  return value > 0x7fff ? 0x7fff : value;
}
