import {
  FRAME_SAMPLES,
  MessageEncoder,
  muLawCoder,
  resample,
  toInt16,
  VOICE_CODERS,
  type VoiceCoder,
} from '@sealwave/audio';
import { type Benchmark, measure } from './benchmark';
import { readSpeech } from './speech';

const speech = readSpeech();
const samples = toInt16(resample(speech.samples, speech.samplingRate));
const frames = Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, i) =>
  samples.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES),
);
const usPerFrame = (durationMs: number) => (durationMs * 1000) / frames.length;

function encoding(coder: VoiceCoder, limit?: number): Benchmark {
  const encoder = coder.newEncoder();
  const into = new Uint8Array(coder.frameBytes);
  return {
    title: `${coder.name}, encode`,
    work: () => frames.forEach((frame) => encoder.encode(frame, into)),
    figure: usPerFrame,
    limit,
  };
}

function decoding(coder: VoiceCoder, limit?: number): Benchmark {
  const encoder = coder.newEncoder();
  const coded = frames.map((frame) => {
    const bytes = new Uint8Array(coder.frameBytes);
    encoder.encode(frame, bytes);
    return bytes;
  });
  const decoder = coder.newDecoder();
  const into = new Int16Array(FRAME_SAMPLES);
  return {
    title: `${coder.name}, decode`,
    work: () => coded.forEach((frame) => decoder.decode(frame, into)),
    figure: usPerFrame,
    limit,
  };
}

/** As a sender does it: with the report. */
function wholeMessage(coder: VoiceCoder): Benchmark {
  return {
    title: `${coder.name}, encode and report`,
    work: () => {
      const encoder = new MessageEncoder(coder);
      encoder.push(samples);
      encoder.flush();
      return encoder.report;
    },
    figure: usPerFrame,
  };
}

const { nlp64, pcm8 } = VOICE_CODERS;

await measure({
  title: 'Voice coders on speech',
  unit: 'µs for a frame of 20 ms',
  better: 'lower',
  benchmarks: [
    encoding(nlp64, 40),
    decoding(nlp64, 10),
    wholeMessage(nlp64),
    encoding(pcm8),
    decoding(pcm8),
    encoding(muLawCoder),
  ],
});
