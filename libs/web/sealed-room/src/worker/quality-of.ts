import {
  bitRateOf,
  LOSSLESS_FRAME_DB,
  type QualityReport as MeasuredReport,
  type Snr,
} from '@sealwave/audio';
import type { QualityReport, SnrFigure } from '@sealwave/contracts';

/** Converts a quality report to the form that the page shows, which has no infinity. */
export function qualityOf(report: MeasuredReport): QualityReport {
  const { nonSilent, active, sampleCount, codedBytes, rmsDbfs, clippedSamples } = report;
  const ofFrames = (db: number): SnrFigure => frameFigure(db, nonSilent.frames > 0);
  return {
    snr: figureOf(report.snr),
    pcm8Snr: figureOf(report.pcm8Snr),
    lowestFrameSnr: ofFrames(report.lowestFrameSnrDb),
    firstPercentileFrameSnr: ofFrames(report.firstPercentileFrameSnrDb),
    nonSilent,
    active,
    bitrateBps: bitRateOf(report),
    codedBytes,
    sampleCount,
    rmsDbfs: Number.isFinite(rmsDbfs) ? rmsDbfs : null,
    clippedSamples,
  };
}

function figureOf(snr: Snr): SnrFigure {
  return { kind: snr.kind, db: snr.kind === 'measured' ? snr.db : null };
}

function frameFigure(db: number, hasFrames: boolean): SnrFigure {
  if (!hasFrames) return { kind: 'silence', db: null };
  return db >= LOSSLESS_FRAME_DB ? { kind: 'lossless', db: null } : { kind: 'measured', db };
}
