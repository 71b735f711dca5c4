import { AudioError } from '../audio-error';
import type { FlacBits } from './flac-bits';

/** The shape of one channel in a frame. */
export interface SubframeShape {
  readonly sampleCount: number;
  readonly sampleBits: number;
}

const CONSTANT = 0;
const VERBATIM = 1;
const FIXED = 8;
const MAX_FIXED_ORDER = 4;
const LINEAR = 32;

/**
 * Coefficients of the fixed predictors (RFC 9639, 9.2.5). The first is for the previous sample, the second for
 * the one before it, and so on.
 */
const FIXED_COEFFICIENTS: readonly (readonly number[])[] = [
  [],
  [1],
  [2, -1],
  [3, -3, 1],
  [4, -6, 4, -1],
];

/**
 * Reads one channel of a frame (RFC 9639, 9.2).
 * @throws AudioError when its kind is not defined.
 */
export function readSubframe(bits: FlacBits, shape: SubframeShape): Float64Array {
  if (bits.read(1) !== 0) throw damaged();
  const kind = bits.read(6);
  const wasted = bits.read(1) === 0 ? 0 : bits.readUnary() + 1;
  const sampleBits = shape.sampleBits - wasted;
  if (sampleBits < 1) throw damaged();
  const samples = readSamples(bits, kind, { ...shape, sampleBits });
  if (wasted > 0) for (let i = 0; i < samples.length; i++) samples[i] *= 2 ** wasted;
  return samples;
}

function readSamples(bits: FlacBits, kind: number, shape: SubframeShape): Float64Array {
  const { sampleCount, sampleBits } = shape;
  if (kind === CONSTANT) return new Float64Array(sampleCount).fill(bits.readSigned(sampleBits));
  const samples = new Float64Array(sampleCount);
  if (kind === VERBATIM) {
    for (let i = 0; i < sampleCount; i++) samples[i] = bits.readSigned(sampleBits);
    return samples;
  }
  const isFixed = kind >= FIXED && kind <= FIXED + MAX_FIXED_ORDER;
  if (!isFixed && kind < LINEAR) throw damaged();
  const order = isFixed ? kind - FIXED : kind - LINEAR + 1;
  if (order > sampleCount) throw damaged();
  for (let i = 0; i < order; i++) samples[i] = bits.readSigned(sampleBits);
  const predictor = isFixed
    ? { coefficients: FIXED_COEFFICIENTS[order], shift: 0 }
    : readPredictor(bits, order);
  readResidual(bits, samples, order);
  restore(samples, predictor);
  return samples;
}

interface Predictor {
  readonly coefficients: readonly number[];
  readonly shift: number;
}

function readPredictor(bits: FlacBits, order: number): Predictor {
  const precision = bits.read(4) + 1;
  const shift = bits.readSigned(5);
  if (precision === 16 || shift < 0) throw damaged();
  return { coefficients: Array.from({ length: order }, () => bits.readSigned(precision)), shift };
}

/** Reads the differences from the predicted samples into `samples`. */
function readResidual(bits: FlacBits, samples: Float64Array, order: number): void {
  const method = bits.read(2);
  if (method > 1) throw damaged();
  const parameterBits = method === 0 ? 4 : 5;
  const escape = 2 ** parameterBits - 1;
  const partitionOrder = bits.read(4);
  const partitionSamples = samples.length / 2 ** partitionOrder;
  if (!Number.isInteger(partitionSamples) || partitionSamples < order) throw damaged();
  let at = order;
  for (let end = partitionSamples; end <= samples.length; end += partitionSamples) {
    const parameter = bits.read(parameterBits);
    if (parameter === escape) {
      const width = bits.read(5);
      for (; at < end; at++) samples[at] = width === 0 ? 0 : readWide(bits, width);
      continue;
    }
    for (; at < end; at++) {
      const folded = bits.readUnary() * 2 ** parameter + readLong(bits, parameter);
      samples[at] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }
}

/** Adds the predictions to the differences. Sums may exceed 32 bits, but never 53. */
function restore(samples: Float64Array, { coefficients, shift }: Predictor): void {
  const order = coefficients.length;
  const divisor = 2 ** shift;
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += coefficients[k] * samples[i - 1 - k];
    samples[i] += Math.floor(sum / divisor);
  }
}

/** Reads a number of up to 31 bits. */
function readLong(bits: FlacBits, count: number): number {
  return count <= 16 ? bits.read(count) : bits.read(count - 16) * 65_536 + bits.read(16);
}

function readWide(bits: FlacBits, count: number): number {
  if (count <= 16) return bits.readSigned(count);
  return bits.readSigned(count - 16) * 65_536 + bits.read(16);
}

function damaged(): AudioError {
  return AudioError.unreadable('a frame of the FLAC file is damaged');
}
