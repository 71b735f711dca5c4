import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixToMono, parseWav, resample } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';
import { decoded, decodedAsItIs } from '../testing/decoded-fixture';
import { readAsset } from '../testing/recording-fixtures';

const folder =
  process.env['RECORDINGS_DIR'] ?? join(__dirname, '../../../../../../shared/recordings');
const RATE = 8000;
/** A tenth of a second. */
const PIECE = RATE / 10;

const voice = (() => {
  const { channels, samplingRate } = parseWav(readAsset('librivox-0930.wav')).readAll();
  return resample(mixToMono(channels), samplingRate);
})();

/** How similar a piece of sound is to a sine of that frequency, of any phase: 1 for a pure one. */
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

if (!existsSync(folder)) process.stderr.write(`no recordings in ${folder}: left out\n`);
const there = existsSync(folder) ? describe : describe.skip;

there('recordings as real recorders make them', () => {
  it.each([
    ['webm-8-byte-sizes.webm', 3.29],
    ['webm-broken-packet.webm', 3.29],
    ['ogg-empty-packet.ogg', 3.29],
    ['mka-laced.mka', 3.29],
    ['wav-wrong-block-size.wav', 3.29],
  ])('%s is heard whole: %d s of a voice', async (name, seconds) => {
    const recording = new Uint8Array(readFileSync(join(folder, name)));
    const found = await decodedAsItIs(recording);
    expect(Math.abs(found.seconds - seconds)).toBeLessThanOrEqual(0.02);
    const { coefficient } = bestCorrelation(voice, await decoded(recording), 800);
    expect(coefficient).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ['webm-firefox-153.webm', 3, 1000],
    ['mka-by-ffmpeg.mka', 1, 440],
    ['ogg-chained.opus', 2, 440, 880],
    ['wav-mu-law.wav', 1, 440],
    ['ogg-opus-family-1.opus', 1, 440],
  ] as [string, number, number, number?][])(
    '%s is heard whole: %d s of a tone of %d Hz',
    async (name, seconds, frequencyHz, later = frequencyHz) => {
      const recording = new Uint8Array(readFileSync(join(folder, name)));
      const found = await decodedAsItIs(recording);
      expect(Math.abs(found.seconds - seconds)).toBeLessThanOrEqual(0.02);
      const samples = resample(found.samples, found.samplingRate);
      for (let at = PIECE; at < samples.length - 2 * PIECE; at += PIECE) {
        // The two parts meet between two pieces.
        if (later !== frequencyHz && Math.abs(at + PIECE / 2 - RATE) <= PIECE) continue;
        const expected = at < RATE ? frequencyHz : later;
        expect(likeness(samples.subarray(at, at + PIECE), expected)).toBeGreaterThanOrEqual(0.95);
      }
    },
  );
});
