import { Resampler } from '@sealwave/audio';
import { type Benchmark, measure } from './benchmark';
import { readSpeech } from './speech';

const { samples } = readSpeech();

/** Number of samples that a decoder delivers at a time. */
const SLICE = 4096;

/** The samples of the speech, interpreted at this rate: the work is the same for any signal. */
function resampling(inputRate: number, outputRate: number): Benchmark {
  const durationMs = (samples.length / inputRate) * 1000;
  return {
    title: `${inputRate} to ${outputRate} Hz`,
    work: () => {
      const resampler = new Resampler(inputRate, outputRate);
      for (let at = 0; at < samples.length; at += SLICE) {
        resampler.push(samples.subarray(at, at + SLICE));
      }
      resampler.flush();
    },
    figure: (workMs) => durationMs / workMs,
  };
}

await measure({
  title: 'Resampler, in slices, with the design of its filter',
  unit: 'times real time',
  better: 'higher',
  benchmarks: [
    resampling(48_000, 8000),
    resampling(44_100, 8000),
    resampling(16_000, 8000),
    resampling(96_000, 8000),
    resampling(8000, 48_000),
  ],
});
