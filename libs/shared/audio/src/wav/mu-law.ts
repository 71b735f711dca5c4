import type { SampleQuantizer } from '../coding/sample-coder';

/** Added to each magnitude. So every segment starts at a power of two. */
const BIAS = 33 << 2;

/** Largest magnitude of a 16-bit sample that is not clipped. */
const MAX_MAGNITUDE = 32_635;
const SIGN = 0x80;

/**
 * The mu-law of telephone networks (ITU-T G.711, table 2) for 16-bit samples. A code has a sign, 3 bits for the
 * segment and 4 bits within the segment. Each of the 8 segments is twice as coarse as the one before. All bits
 * are inverted.
 */
export const muLaw: SampleQuantizer = {
  bits: 8,
  quantize: (samples) => samples.map(compressMuLaw),
  dequantize: (levels) => levels.map(expandMuLaw),
};

/**
 * Codes a 16-bit sample as mu-law, in the lowest 8 bits of the result. The bits above are all ones and are not
 * stored.
 */
export function compressMuLaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), MAX_MAGNITUDE) + BIAS;
  const segment = 24 - Math.clz32(magnitude);
  const code = (segment << 4) | ((magnitude >> (segment + 3)) & 0xf);
  return ~(sample < 0 ? code | SIGN : code);
}

/** The 16-bit sample that a mu-law code stands for. */
export function expandMuLaw(level: number): number {
  const code = ~level;
  const segment = (code >> 4) & 7;
  const magnitude = ((((code & 0xf) << 3) + BIAS) << segment) - BIAS;
  return code & SIGN ? -magnitude : magnitude;
}
