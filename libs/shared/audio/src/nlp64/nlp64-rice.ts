import type { BitReader } from './bit-reader';
import type { BitWriter } from './bit-writer';

/*
 * Rice code with parameter k: code >> k one-bits, a zero-bit, the low k bits of the code. A code that would
 * need 20 or more ones is escaped: 20 ones, then the whole code in 17 bits. The parameter adapts. The state is
 * a running mean of the codes, in sixteenths; k is the logarithm of that mean.
 */

/** State at the start of a frame: a mean of 60. */
export const INITIAL_RICE_STATE = 60 * 16;

const { clz32 } = Math;

const MAX_ONES = 20;
const ESCAPED_BITS = 17;

/** Largest code that is ever written; a frame with a larger one is malformed. */
export const MAX_CODE = (1 << ESCAPED_BITS) - 1;

/** floor(log2(mean)), or 0 for a mean below 2. */
export function riceParameter(state: number): number {
  return 31 - clz32((state >> 4) | 1);
}

/** The state after `code`. */
export function nextRiceState(state: number, code: number): number {
  return (state + code - (state >> 4)) | 0;
}

/** Number of bits that {@link writeRice} needs for `code`. */
export function riceLength(code: number, parameter: number): number {
  const ones = code >> parameter;
  return ones < MAX_ONES ? ones + 1 + parameter : MAX_ONES + ESCAPED_BITS;
}

/** Writes a code of 0 to {@link MAX_CODE}. */
export function writeRice(writer: BitWriter, code: number, parameter: number): void {
  const ones = code >> parameter;
  if (ones < MAX_ONES) {
    writer.write(-2, ones + 1);
    writer.write(code, parameter);
  } else {
    writer.write(-1, MAX_ONES);
    writer.write(code, ESCAPED_BITS);
  }
}

/** Reads a code. The result can exceed {@link MAX_CODE} when {@link writeRice} did not write the bits. */
export function readRice(reader: BitReader, parameter: number): number {
  const ones = reader.readOnes(MAX_ONES);
  if (ones === MAX_ONES) return reader.read(ESCAPED_BITS);
  return (ones << parameter) | reader.read(parameter);
}
