import type { Bytes } from '@sealwave/kernel';
import { CodedAudioError } from '../coding/coded-audio-error';
import {
  type FrameCount,
  frameCountOf,
  LOSSLESS_FRAME_DB,
  type QualityReport,
  REQUIRED_SNR_DB,
} from './quality-report';
import type { Snr } from './snr';

/**
 * A quality report as bytes; all numbers are big-endian, figures in dB count hundredths:
 *
 *      0  u8  version, 1              20  u32 active frames
 *      1  u8  0                       24  u32 of these, passing
 *      2  i16 RMS level               28  u32 clipped samples
 *      4  u32 samples                 32  i16 SNR
 *      8  u32 coded bytes             34  i16 SNR with 8 bits
 *     12  u32 non-silent frames       36  u16 lowest SNR of a frame
 *     16  u32 of these, passing       38  u16 1st percentile of these
 *
 * An SNR of 32767 stands for lossless; -32768 for silence, as SNR and as level.
 */
export const QUALITY_REPORT_BYTES = 40;

const VERSION = 1;
const LOSSLESS = 0x7fff;
const SILENCE = -0x8000;

export function encodeQualityReport(report: QualityReport): Bytes {
  const bytes = new Uint8Array(QUALITY_REPORT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setInt16(2, report.rmsDbfs === -Infinity ? SILENCE : hundredths(report.rmsDbfs));
  view.setUint32(4, report.sampleCount);
  view.setUint32(8, report.codedBytes);
  view.setUint32(12, report.nonSilent.frames);
  view.setUint32(16, report.nonSilent.passing);
  view.setUint32(20, report.active.frames);
  view.setUint32(24, report.active.passing);
  view.setUint32(28, report.clippedSamples);
  view.setInt16(32, encodeSnr(report.snr));
  view.setInt16(34, encodeSnr(report.pcm8Snr));
  view.setUint16(36, hundredths(report.lowestFrameSnrDb));
  view.setUint16(38, hundredths(report.firstPercentileFrameSnrDb));
  return bytes;
}

/**
 * Reads a report that {@link encodeQualityReport} wrote. Checks that the figures are consistent, not that they
 * are true.
 * @throws CodedAudioError for anything else.
 */
export function parseQualityReport(bytes: Uint8Array): QualityReport {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== QUALITY_REPORT_BYTES || view.getUint16(0) !== VERSION << 8) {
    throw new CodedAudioError('not a quality report', { bytes: bytes.length });
  }
  const rms = view.getInt16(2);
  const report: QualityReport = {
    sampleCount: view.getUint32(4),
    codedBytes: view.getUint32(8),
    snr: snrOfNumber(view.getInt16(32)),
    pcm8Snr: snrOfNumber(view.getInt16(34)),
    lowestFrameSnrDb: view.getUint16(36) / 100,
    firstPercentileFrameSnrDb: view.getUint16(38) / 100,
    nonSilent: { frames: view.getUint32(12), passing: view.getUint32(16) },
    active: { frames: view.getUint32(20), passing: view.getUint32(24) },
    rmsDbfs: rms === SILENCE ? -Infinity : rms / 100,
    clippedSamples: view.getUint32(28),
  };
  const problem = inconsistencyOf(report);
  if (problem !== undefined) throw new CodedAudioError(`a quality report with ${problem}`);
  return report;
}

/** Names a contradiction in the report; undefined when there is none. */
function inconsistencyOf(report: QualityReport): string | undefined {
  const { sampleCount, codedBytes, nonSilent, active, snr } = report;
  const frames = frameCountOf(sampleCount);
  if (frames === 0 ? codedBytes > 0 : codedBytes === 0 || codedBytes % frames !== 0) {
    return 'a size that fits no number of frames';
  }
  if (nonSilent.frames > frames || !isPartOf(active, nonSilent)) return 'too many frames';
  if (report.clippedSamples > sampleCount) return 'more clipped samples than samples';
  const { lowestFrameSnrDb: lowest, firstPercentileFrameSnrDb: percentile } = report;
  if (lowest > percentile || percentile > LOSSLESS_FRAME_DB) return 'an SNR out of range';
  if (lowest >= REQUIRED_SNR_DB !== (nonSilent.passing === nonSilent.frames)) {
    return 'inconsistent pass count';
  }
  const silent = nonSilent.frames === 0;
  const saysSilent = [snr.kind, report.pcm8Snr.kind].map((kind) => kind === 'silence');
  if ([...saysSilent, report.rmsDbfs === -Infinity].some((says) => says !== silent)) {
    return 'inconsistent silence flag';
  }
  const losesNothing = snr.kind !== 'measured';
  if (losesNothing !== (lowest === LOSSLESS_FRAME_DB)) return 'inconsistent loss';
  return report.rmsDbfs > 0 ? 'a level above full scale' : undefined;
}

/** Whether `part` can be a subset of `whole`. Passing frames and other frames are compared separately. */
function isPartOf(part: FrameCount, whole: FrameCount): boolean {
  const others = whole.frames - whole.passing;
  const partOthers = part.frames - part.passing;
  return partOthers >= 0 && partOthers <= others && part.passing <= whole.passing;
}

function encodeSnr(snr: Snr): number {
  if (snr.kind === 'silence') return SILENCE;
  return snr.kind === 'lossless' ? LOSSLESS : hundredths(snr.db);
}

function snrOfNumber(number: number): Snr {
  if (number === SILENCE) return { kind: 'silence' };
  return number === LOSSLESS ? { kind: 'lossless' } : { kind: 'measured', db: number / 100 };
}

function hundredths(db: number): number {
  return Math.round(db * 100);
}
