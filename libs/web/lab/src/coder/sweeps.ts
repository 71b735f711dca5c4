import {
  amplify,
  muLawCoder,
  pcmCoder,
  type QualityReport,
  VOICE_CODERS,
  type VoiceCoder,
} from '@sealwave/audio';
import { codeClip } from './code-clip';
import { BIT_DEPTHS } from './lab-coder';
import type { LabTask } from '../jobs/lab-task';

/** Quality of a clip with every coder, at one input level. */
export interface DepthSweep {
  /** RMS level of the clip as it was coded, in dBFS. */
  readonly rmsDbfs: number;
  /** The plain quantiser with 1 to 16 bits. */
  readonly plain: readonly QualityReport[];
  readonly nlp64: QualityReport;
  readonly mulaw: QualityReport;
}

/** Quality of a clip with the three coders of 64 kbit/s, at one of several input levels. */
export interface LevelRow {
  /** Change of the level in dB. */
  readonly gainDb: number;
  readonly pcm8: QualityReport;
  readonly nlp64: QualityReport;
  readonly mulaw: QualityReport;
}

/** The levels to compare, in dB: from the recorded level down to a distant whisper. */
export const LEVELS_DB: readonly number[] = [0, -5, -10, -15, -20, -25, -30, -35, -40];

/** Codes a clip with every number of bits, with nlp64 and with mu-law. */
export function* sweepDepths(samples: Int16Array, gainDb: number): LabTask<DepthSweep> {
  const voice = amplify(samples, gainDb);
  const plain: QualityReport[] = [];
  for (const bits of BIT_DEPTHS) {
    plain.push(codeClip(voice, pcmCoder(bits)).report);
    yield plain.length / (BIT_DEPTHS.length + 2);
  }
  const mulaw = codeClip(voice, muLawCoder).report;
  yield 1 - 1 / (BIT_DEPTHS.length + 2);
  const nlp64 = codeClip(voice, VOICE_CODERS.nlp64).report;
  return { rmsDbfs: nlp64.rmsDbfs, plain, nlp64, mulaw };
}

/** Codes a clip at each of {@link LEVELS_DB}. */
export function* sweepLevels(samples: Int16Array): LabTask<readonly LevelRow[]> {
  const rows: LevelRow[] = [];
  for (const gainDb of LEVELS_DB) {
    const voice = amplify(samples, gainDb);
    const report = (coder: VoiceCoder): QualityReport => codeClip(voice, coder).report;
    const pcm8 = report(VOICE_CODERS.pcm8);
    const mulaw = report(muLawCoder);
    rows.push({ gainDb, pcm8, mulaw, nlp64: report(VOICE_CODERS.nlp64) });
    yield rows.length / LEVELS_DB.length;
  }
  return rows;
}
