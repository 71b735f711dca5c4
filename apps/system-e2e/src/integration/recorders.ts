import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { match, samplesOf, spoken } from './speech';

const folder = process.env['RECORDINGS_DIR'] ?? join(__dirname, '../../../../../shared/recordings');
const assets = join(__dirname, '../../../../libs/testing/assets');

const RATE = 8_000;
const ALIKE = 0.95;
const MAX_ERROR_SECONDS = 0.02;
/** Samples in a tenth of a second. */
const PIECE = RATE / 10;

/** A recording in the format of one recorder, and its content. */
export interface Recorded {
  readonly name: string;
  readonly seconds: number;
  /**
   * Frequency of the tone in each second. When absent, the recording has the spoken sentence that all voice
   * recordings here share.
   */
  readonly tonesHz?: readonly number[];
}

const SHAPES: readonly Recorded[] = [
  { name: 'webm-8-byte-sizes.webm', seconds: 3.29 },
  { name: 'webm-firefox-153.webm', seconds: 3, tonesHz: [1000, 1000, 1000] },
  { name: 'mka-by-ffmpeg.mka', seconds: 1, tonesHz: [440] },
  { name: 'ogg-chained.opus', seconds: 2, tonesHz: [440, 880] },
  { name: 'webm-broken-packet.webm', seconds: 3.29 },
  { name: 'ogg-empty-packet.ogg', seconds: 3.29 },
  { name: 'mka-laced.mka', seconds: 3.29 },
  { name: 'wav-wrong-block-size.wav', seconds: 3.29 },
  { name: 'wav-mu-law.wav', seconds: 1, tonesHz: [440] },
  { name: 'ogg-opus-family-1.opus', seconds: 1, tonesHz: [440] },
];
const OF_THE_REPOSITORY: readonly Recorded[] = [
  { name: 'librivox-0930.mp3', seconds: 3.29 },
  { name: 'librivox-0930.flac', seconds: 3.29 },
];

if (!existsSync(folder)) process.stderr.write(`no recordings in ${folder}: left out\n`);

/** The available recordings: those of the repository, and those of `RECORDINGS_DIR`. */
export const RECORDED = [...OF_THE_REPOSITORY, ...(existsSync(folder) ? SHAPES : [])];

/** The path of a recording. */
export function pathOf(recorded: Recorded): string {
  return join(OF_THE_REPOSITORY.includes(recorded) ? assets : folder, recorded.name);
}

/** The bytes of a recording. */
export function bytesOf(recorded: Recorded): Buffer {
  return readFileSync(pathOf(recorded));
}

/**
 * Compares `heard`, a WAVE file, with the recording that it was made from.
 * @returns what is wrong with it; null when it is intact.
 */
export function flawOf(heard: Uint8Array, { seconds, tonesHz }: Recorded): string | null {
  const samples = samplesOf(heard);
  const found = samples.length / RATE;
  if (Math.abs(found - seconds) > MAX_ERROR_SECONDS) return `${found} s instead of ${seconds} s`;
  if (!tonesHz) {
    const { coefficient } = match(spoken(), heard);
    return coefficient >= ALIKE ? null : `only alike by ${coefficient}`;
  }
  for (let at = PIECE; at <= samples.length - 2 * PIECE; at += PIECE) {
    const second = Math.floor(at / RATE);
    // Skips a piece with a change of tone.
    if (Math.floor((at + 2 * PIECE) / RATE) !== second) continue;
    const alike = likeness(samples.subarray(at, at + PIECE), tonesHz[second]);
    if (alike < ALIKE) return `at ${at / RATE} s only alike by ${alike}`;
  }
  return null;
}

/** How similar a piece of sound is to a sine of the given frequency, in any phase. 1 means a pure sine. */
function likeness(piece: Float32Array, frequencyHz: number): number {
  let [re, im, energy] = [0, 0, 0];
  piece.forEach((sample, i) => {
    const angle = (2 * Math.PI * frequencyHz * i) / RATE;
    re += sample * Math.cos(angle);
    im += sample * Math.sin(angle);
    energy += sample ** 2;
  });
  return Math.sqrt((2 * (re ** 2 + im ** 2)) / (piece.length * energy));
}
