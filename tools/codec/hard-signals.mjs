// Codes signals that are hard to code: node tools/codec/hard-signals.mjs [FRAMES]. See docs/codec.md, 6.
import { audio } from './audio.mjs';

/** Frames of each signal at each level. */
const FRAMES = Number(process.argv[2] ?? 20);
const LEVELS_DB = Array.from({ length: 181 }, (_, i) => -i / 2);
const N = audio.FRAME_SAMPLES;

/** Numbers in (0, 1) that are the same in every run (Park and Miller 1988). */
let state = 1;
const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const gaussian = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
const clipped = (value) => Math.max(-1, Math.min(1, value));
const tone = (hz) => (i) => Math.sin((2 * Math.PI * hz * i) / audio.VOICE_SAMPLING_RATE);

/** Sample i of each signal. The level scales it, and values beyond full scale saturate. */
const SIGNALS = {
  'Gaussian noise, RMS a quarter': () => gaussian() / 4,
  'Gaussian noise, clipped at 2 sigma': () => clipped(gaussian() / 2),
  'Gaussian noise, clipped at sigma': () => clipped(gaussian()),
  'Gaussian noise, clipped at half sigma': () => clipped(2 * gaussian()),
  'uniform noise': () => 2 * random() - 1,
  'Laplace noise': () => (Math.sign(random() - 0.5) * Math.log(random())) / 8,
  'two values at random': () => (random() < 0.5 ? -1 : 1),
  'three values at random': () => Math.floor(3 * random()) - 1,
  'two values in turn': (i) => (i % 2 ? 1 : -1),
  'sine of 1004 Hz': tone(1004),
  'sine of 3900 Hz': tone(3900),
  'square of 200 Hz': (i) => (i % 40 < 20 ? 1 : -1),
  'dial tone, 697 and 1209 Hz': (i) => (tone(697)(i) + tone(1209)(i)) / 2,
  'sweep to 4 kHz': (i) => Math.sin((Math.PI * i * i) / (2 * N * FRAMES)),
  'impulses at random': () => (random() < 0.05 ? 1 : 0),
};

const encoder = audio.VOICE_CODERS.nlp64.newEncoder();
const coded = new Uint8Array(audio.NLP64_FRAME_BYTES);

/**
 * Codes a signal. Returns the lowest SNR in dB, the number of frames, and the number of frames below the
 * requirement.
 */
function codeAll(signal) {
  const worst = { db: Infinity, levelDb: 0, below: 0, frames: 0 };
  for (const levelDb of LEVELS_DB) {
    const scale = 10 ** (levelDb / 20);
    const wave = Float32Array.from({ length: FRAMES * N }, (_, i) => scale * signal(i));
    const samples = audio.toInt16(wave);
    for (let at = 0; at < samples.length; at += N) {
      const { signalEnergy, noiseEnergy } = encoder.encode(samples.subarray(at, at + N), coded);
      if (signalEnergy === 0) continue;
      const db = 10 * Math.log10(signalEnergy / noiseEnergy);
      worst.frames++;
      if (db < audio.REQUIRED_SNR_DB) worst.below++;
      if (db < worst.db) Object.assign(worst, { db, levelDb });
    }
  }
  return worst;
}

console.log('signal'.padEnd(40), 'lowest dB', ' at level', '    below 40', '   frames');
for (const [title, signal] of Object.entries(SIGNALS)) {
  const { db, levelDb, below, frames } = codeAll(signal);
  const figures = [db === Infinity ? 'lossless' : db.toFixed(2), levelDb, below, frames];
  console.log(title.padEnd(40), ...figures.map((figure) => String(figure).padStart(9)));
}
