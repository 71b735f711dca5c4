import { bitRateOf, meetsSnr, type QualityReport, REQUIRED_SNR_DB } from '@sealwave/audio';
import type { AudioSent } from '@sealwave/contracts';
import type { SnrReport } from '@sealwave/web/ui';
import type { Analysis } from './clip-analysis';
import type { SentSeal } from '../recorder-state';

/** The figures of a recording; null where they are unknown or not measured yet. */
export interface ClipFigures {
  readonly snr: SnrReport;
  readonly bitrateBps: number | null;
  readonly durationMs: number | null;
  /** Size of what is sent, in bytes; null while that is undecided. */
  readonly sentBytes: number | null;
  readonly recordedBytes: number;
  /** Percent by which coding makes the recording smaller. Negative when coding makes it larger. */
  readonly compressionRatio: number | null;
  /** True for a sealed recording, which is not coded and cannot be measured. */
  readonly sealed: boolean;
}

const SEALED = {
  snr: { snrDb: null, snrKind: 'unknown', meetsSnr: null },
  bitrateBps: null,
  compressionRatio: null,
  sealed: true,
} as const;

/** The figures that the gateway measured for a recording that was sent. */
export function figuresOfSent(metrics: AudioSent, sealed: SentSeal | null): ClipFigures {
  const known = {
    durationMs: metrics.durationMs ?? sealed?.durationMs ?? null,
    sentBytes: metrics.compressedBytes,
    recordedBytes: sealed?.recordedBytes ?? metrics.originalBytes,
  };
  if (metrics.encrypted) return { ...SEALED, ...known };
  const { bitrateBps, compressionRatio } = metrics;
  return { ...known, snr: metrics, bitrateBps, compressionRatio, sealed: false };
}

/** The figures that this device has measured for a clip so far. */
export function figuresOfClip(clip: ClipSizes, analysis: Analysis): ClipFigures {
  const known = {
    durationMs: 'sound' in analysis ? analysis.sound.durationMs : clip.durationMs,
    recordedBytes: clip.recordedBytes,
  };
  if (clip.sealedBytes !== null) return { ...SEALED, ...known, sentBytes: clip.sealedBytes };
  const plain = { ...known, sentBytes: null, sealed: false };
  if (analysis.kind !== 'measured') {
    const snrKind = analysis.kind === 'unreadable' ? 'unreadable' : 'measuring';
    const snr = { snrDb: null, snrKind, meetsSnr: null } as const;
    return { ...plain, snr, bitrateBps: null, compressionRatio: null };
  }
  const { report } = analysis;
  return {
    ...plain,
    snr: snrReportOf(report),
    bitrateBps: bitRateOf(report),
    compressionRatio: (1 - report.codedBytes / clip.recordedBytes) * 100,
  };
}

/** The part of a clip that its figures depend on. */
export interface ClipSizes {
  /** Duration by the page's clock, until the recording has been decoded. */
  readonly durationMs: number;
  readonly recordedBytes: number;
  /** Null unless it is sealed. */
  readonly sealedBytes: number | null;
}

function snrReportOf({ snr }: QualityReport): SnrReport {
  return {
    snrKind: snr.kind,
    snrDb: snr.kind === 'measured' ? snr.db : null,
    meetsSnr: meetsSnr(snr, REQUIRED_SNR_DB),
  };
}
