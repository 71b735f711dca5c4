import { ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import * as fc from 'fast-check';
import { energyOf, energyOfDifference } from '../pcm/energy';
import { Nlp64Decoder } from './nlp64-decoder';
import { Nlp64Encoder } from './nlp64-encoder';
import { INITIAL_RICE_STATE, nextRiceState, riceLength, riceParameter } from './nlp64-rice';

const encoder = new Nlp64Encoder();
const decoder = new Nlp64Decoder();

/** Codes a frame, checks the encoder's report against the decoder, and returns the SNR in dB. */
function checkedSnrDb(samples: Int16Array): number {
  const frame = new Uint8Array(160);
  const { signalEnergy, noiseEnergy } = encoder.encode(samples, frame);
  const decoded = decoder.decode(frame);
  if (signalEnergy !== energyOf(samples)) throw new Error('a wrong signal energy');
  if (noiseEnergy !== energyOfDifference(samples, decoded)) throw new Error('a wrong noise energy');
  return noiseEnergy === 0 ? Infinity : 10 * Math.log10(signalEnergy / noiseEnergy);
}

const { PI, abs, cos, exp, log, max, min, round, sign, sin, sqrt } = Math;
const random = seededRandom(40);
const even = () => 2 * random() - 1;
const gaussian = () => sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
const wave = (frequencyHz: number, i: number) => sin((2 * PI * frequencyHz * i) / 8000);
const laplace = () => {
  const x = random() - 0.5;
  return -sign(x) * log(1 - 2 * abs(x));
};

/** Kinds of sound of full scale 1, as functions of the sample's index in a long signal. */
const SOUNDS: readonly [string, (i: number) => number][] = [
  ['Gaussian noise', () => gaussian() / 4],
  ['clipped Gaussian noise', () => max(-1, min(1, gaussian()))],
  ['even noise', even],
  ['Laplacian noise', () => laplace() / 8],
  ['two values at random', () => (random() < 0.5 ? -1 : 1)],
  ['three values at random', () => ((random() * 3) | 0) - 1],
  ['two values in turn', (i) => (i % 2 === 0 ? -1 : 1)],
  ['a sine of 1004 Hz', (i) => wave(1004, i)],
  ['a sine of 3900 Hz', (i) => wave(3900, i)],
  ['two tones of a telephone key', (i) => (wave(941, i) + wave(1633, i)) / 2],
  ['a square wave', (i) => (wave(300, i) < 0 ? -1 : 1)],
  ['sparse impulses', () => (random() < 0.03 ? even() : 0)],
  ['an onset within the frame', (i) => (i % 160 < 80 ? 0 : even())],
  ['decays', (i) => even() * exp(-(i % 160) / 20)],
  ['high-pass noise', (i) => (i % 2 === 0 ? 1 : -1) * (wave(200, i) + even()) * 0.5],
  ['a chirp', (i) => sin((i % 4000) ** 2 / 2600)],
  ['noise beside a constant', () => 0.7 + 0.025 * even()],
];

/** Sounds that are coded without loss at any level. */
const LOSSLESS_SOUNDS: readonly [string, (i: number) => number][] = [
  ['silence', () => 0],
  ['an impulse', (i) => (i % 160 === 50 ? 1 : 0)],
  ['an onset at the very end', (i) => (i % 160 < 158 ? 0 : even())],
  ['a constant', () => 1],
  ['a ramp', (i) => (i % 160) / 160],
];

const LEVELS_DB = Array.from({ length: 46 }, (_, i) => -2 * i);
const FRAMES = 5;

/** The lowest SNR of a frame of a sound, over all levels down to -90 dB; silent frames left out. */
function lowestSnrDb(sound: (i: number) => number): number {
  let lowest = Infinity;
  for (const levelDb of LEVELS_DB) {
    const amplitude = 32_767 * 10 ** (levelDb / 20);
    for (let frame = 0; frame < FRAMES; frame++) {
      const samples = new Int16Array(160);
      for (let i = 0; i < 160; i++) {
        samples[i] = max(-32_768, min(32_767, round(amplitude * sound(frame * 160 + i))));
      }
      lowest = min(lowest, checkedSnrDb(samples));
    }
  }
  return lowest;
}

/** Frames of all kinds, with the extremes of the range more often than at random. */
const aSample = fc.oneof(
  fc.integer({ min: -32_768, max: 32_767 }),
  fc.constantFrom(-32_768, 32_767, 0, 1, -1),
  fc.integer({ min: -100, max: 100 }),
);
const aFrame = fc
  .array(aSample, { minLength: 160, maxLength: 160 })
  .map((samples) => Int16Array.from(samples));

describe('Nlp64Encoder', () => {
  it('reports exactly the error of the decoder', () => {
    fc.assert(
      fc.property(aFrame, (samples) => {
        expect(() => checkedSnrDb(samples)).not.toThrow();
      }),
    );
  });

  it.each(SOUNDS)('reaches 40 dB in every frame of %s, at all levels', (_, sound) => {
    expect(lowestSnrDb(sound)).toBeGreaterThanOrEqual(40);
  });

  it.each(LOSSLESS_SOUNDS)('loses nothing of %s, at all levels', (_, sound) => {
    expect(lowestSnrDb(sound)).toBe(Infinity);
  });

  it('codes a frame alike whatever came before', () => {
    fc.assert(
      fc.property(aFrame, aFrame, (before, samples) => {
        const [used, fresh] = [new Uint8Array(160), new Uint8Array(160)];
        encoder.encode(before, used);
        encoder.encode(samples, used);
        new Nlp64Encoder().encode(samples, fresh);
        expect(used).toEqual(fresh);
      }),
    );
  });

  it('overwrites all of an output array that was used before', () => {
    const frame = new Uint8Array(160).fill(0xff);
    encoder.encode(new Int16Array(160), frame);
    expect([...decoder.decode(frame)]).toEqual([...new Int16Array(160)]);
  });

  it.each([
    [0, 160],
    [159, 160],
    [161, 160],
    [160, 159],
    [160, 161],
  ])('refuses %d samples into %d bytes as our own mistake', (samples, bytes) => {
    expect(() => encoder.encode(new Int16Array(samples), new Uint8Array(bytes))).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage, detail: { samples, bytes } }),
    );
  });

  it('always fits a frame with order 0 and the largest step', () => {
    // With that step, levels are -16 to 16 and codes up to 32. Walks through every state that 160 codes can
    // reach, and keeps the greatest number of bits with which each is reached.
    const largestCode = 2 * round((32_768 * 8) / 16_383);
    let most = new Map([[INITIAL_RICE_STATE, 16]]);
    for (let i = 0; i < 160; i++) {
      const next = new Map<number, number>();
      for (const [state, bits] of most) {
        const parameter = riceParameter(state);
        for (let code = 0; code <= largestCode; code++) {
          const to = nextRiceState(state, code);
          next.set(to, max(next.get(to) ?? 0, bits + riceLength(code, parameter)));
        }
      }
      most = next;
    }
    expect(max(...most.values())).toBe(1136);
  });
});
