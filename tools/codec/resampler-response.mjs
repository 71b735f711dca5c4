// Measures the resampler with tones: node tools/codec/resampler-response.mjs. See docs/codec.md, 5.
import { audio } from './audio.mjs';

const RATES = [16_000, 44_100, 48_000, 96_000];
const PASSED_HZ = Array.from({ length: 33 }, (_, i) => 200 + 100 * i);
const COLUMNS_HZ = [3500, 3600, 3800, 3900, 4200, 5000, 7000];

/** The gain of a half-scale tone when it is resampled to 8 kHz, in dB. Measured by power. */
function gainDb(frequencyHz, samplingRate) {
  const angle = (2 * Math.PI * frequencyHz) / samplingRate;
  const tone = Float32Array.from({ length: samplingRate }, (_, i) => 0.5 * Math.sin(angle * i));
  // Leaves out both ends. The tone starts and stops there, so it is not pure.
  const heard = audio.resample(tone, samplingRate).subarray(400, 7600);
  return audio.levelOf(heard).rmsDbfs - audio.toDbfs(Math.SQRT1_2 / 2);
}

const row = (cells) => cells.map((cell) => String(cell).padStart(13)).join('');

console.log('dB; up to 4 kHz what is kept of a tone, from there on what folds back of it');
console.log(row(['Hz', '200 to 3400', ...COLUMNS_HZ]));
for (const rate of RATES) {
  const worst = Math.max(...PASSED_HZ.map((hz) => Math.abs(gainDb(hz, rate))));
  const others = COLUMNS_HZ.map((hz) => gainDb(hz, rate).toFixed(2));
  console.log(row([rate, `±${worst.toFixed(4)}`, ...others]));
}
