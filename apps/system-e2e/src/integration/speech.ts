import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixToMono, parseWav, resample } from '@sealwave/audio';
import { bestCorrelation, type Correlation } from '@sealwave/testing';

const assets = join(__dirname, '../../../../libs/testing/assets');
const TENTH_OF_A_SECOND = 800;

/** The containers in which the same sentence is recorded. */
export const CONTAINERS = ['wav', 'webm', 'ogg'] as const;

/** A recording of a human voice. */
export function recording(container: (typeof CONTAINERS)[number]): Buffer {
  return readFileSync(join(assets, `librivox-0930.${container}`));
}

/** The spoken sentence: one channel at 8 kHz. */
export function spoken(): Float32Array {
  return samplesOf(recording('wav'));
}

/** The samples of a WAVE file as one channel at 8 kHz. */
export function samplesOf(file: Uint8Array): Float32Array {
  const { channels, samplingRate } = parseWav(file).readAll();
  return resample(mixToMono(channels), samplingRate);
}

/** How well `file` matches `reference` at the best alignment. */
export function match(reference: Float32Array, file: Uint8Array): Correlation {
  const samples = samplesOf(file);
  const slack = Math.max(0, samples.length - reference.length);
  return bestCorrelation(reference, samples, slack + TENTH_OF_A_SECOND);
}
