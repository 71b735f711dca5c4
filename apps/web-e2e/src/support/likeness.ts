import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';

/** Largest shift between a recording and its signal, in samples, in either direction. */
const MAX_SHIFT = VOICE_SAMPLING_RATE / 2;

/** The similarity of two signals at 8 kHz at their best alignment. 1 means the same shape. */
export function likeness(heard: Float32Array, original: Float32Array): number {
  const padded = new Float32Array(MAX_SHIFT + original.length);
  padded.set(original, MAX_SHIFT);
  return bestCorrelation(heard, padded, 2 * MAX_SHIFT).coefficient;
}
