import {
  amplify,
  fromInt16,
  levelOf,
  mixToMono,
  parseWav,
  type QualityReport,
  VOICE_SAMPLING_RATE,
  writeWav,
} from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { codeClip, decodeClip } from '../coder/code-clip';
import { type LabCoder, voiceCoderOf } from '../coder/lab-coder';
import type { LabTask } from '../jobs/lab-task';
import { type Sound, soundOf, soundOfVoice } from '../clip/sound';

/**
 * Peak level of an error for playing, in dBFS. The error is amplified to it: audible without startling anybody.
 */
const ERROR_PEAK_DBFS = -20;

/** A clip before and after coding, and the coding error. */
export interface ComparisonResult {
  readonly coder: LabCoder;
  readonly report: QualityReport;
  readonly original: Sound;
  readonly coded: Sound;
  /** The difference between `original` and `coded`. Only its file is amplified, by `amplifiedDb`. */
  readonly error: Sound;
  /** Gain of the error's file in dB; 0 for silence. */
  readonly amplifiedDb: number;
}

/** Changes the level of a clip, codes it and decodes it. */
export function* listen(
  samples: Int16Array,
  gainDb: number,
  coder: LabCoder,
): LabTask<ComparisonResult> {
  const voice = amplify(samples, gainDb);
  const voiceCoder = voiceCoderOf(coder);
  const clip = codeClip(voice, voiceCoder);
  yield 0.4;
  const decoded = decodeClip(clip, voiceCoder);
  yield 0.6;
  const original = soundOfVoice(voice);
  yield 0.8;
  const coded = soundOfVoice(decoded);
  return { coder, report: clip.report, original, coded, ...errorOf(voice, decoded) };
}

/** Makes a sound from a WAVE file, which plays unchanged. */
export function* look(wav: Bytes): LabTask<Sound> {
  const { channels, samplingRate } = parseWav(wav).readAll();
  yield 0.5;
  return soundOf(mixToMono(channels), samplingRate, wav);
}

function errorOf(
  original: Int16Array,
  coded: Int16Array,
): Pick<ComparisonResult, 'error' | 'amplifiedDb'> {
  const difference = fromInt16(original);
  fromInt16(coded).forEach((sample, i) => (difference[i] -= sample));
  const { peakDbfs } = levelOf(difference);
  const amplifiedDb = peakDbfs === -Infinity ? 0 : ERROR_PEAK_DBFS - peakDbfs;
  const audible = difference.map((sample) => sample * 10 ** (amplifiedDb / 20));
  const wav = writeWav({ samplingRate: VOICE_SAMPLING_RATE, channels: [audible] }, 's16');
  return { error: soundOf(difference, VOICE_SAMPLING_RATE, wav), amplifiedDb };
}
