import { mixToMono, Resampler, toInt16, VOICE_SAMPLING_RATE, type WavFile } from '@sealwave/audio';
import type { LabTask } from '../jobs/lab-task';

/** Longest part of a recording that the lab uses, in seconds. With it, every control reacts at once. */
export const MAX_CLIP_SECONDS = 30;

/** Most samples of a clip. */
export const MAX_CLIP_SAMPLES = MAX_CLIP_SECONDS * VOICE_SAMPLING_RATE;

/** The sound that the lab works on: 16-bit samples at 8 kHz. Every coder takes these. */
export interface LabClip {
  readonly samples: Int16Array;
  /** Whether the recording was longer than {@link MAX_CLIP_SECONDS} and was cut. */
  readonly cut: boolean;
}

/** Converts the beginning of a WAVE file to 8 kHz and one channel, exactly as `voice-cli` does. */
export function* clipOfWav(file: WavFile): LabTask<LabClip> {
  const resampler = new Resampler(file.samplingRate, VOICE_SAMPLING_RATE);
  const frames = Math.min(file.frameCount, MAX_CLIP_SECONDS * file.samplingRate);
  const samples = new Int16Array(Math.ceil((frames * VOICE_SAMPLING_RATE) / file.samplingRate));
  let done = 0;
  const keep = (more: Float32Array): void => {
    samples.set(toInt16(more), done);
    done += more.length;
  };
  for (let from = 0; from < frames; from += file.samplingRate) {
    const count = Math.min(file.samplingRate, frames - from);
    keep(resampler.push(mixToMono(file.read(from, count))));
    yield from / frames;
  }
  keep(resampler.flush());
  return { samples, cut: frames < file.frameCount };
}

/** Makes a clip from the beginning of a sound at 8 kHz. */
export function clipOfSamples(samples: Float32Array): LabClip {
  const cut = samples.length > MAX_CLIP_SAMPLES;
  return { samples: toInt16(samples.subarray(0, MAX_CLIP_SAMPLES)), cut };
}
