import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixToMono, parseWav, type Pcm } from '@sealwave/audio';

/** The workspace. Benchmarks are started there. */
const ASSETS = join(process.cwd(), 'libs/testing/assets');

/** About ten seconds of speech (libs/testing/assets/README.md), at 16 kHz. */
export function readSpeech(): { samplingRate: number; samples: Float32Array } {
  const parts = ['librivox-0870.wav', 'librivox-0930.wav'].map((name): Pcm =>
    parseWav(readFileSync(join(ASSETS, name))).readAll(),
  );
  const samples = parts.flatMap(({ channels }) => [...mixToMono(channels)]);
  return { samplingRate: parts[0].samplingRate, samples: Float32Array.from(samples) };
}
