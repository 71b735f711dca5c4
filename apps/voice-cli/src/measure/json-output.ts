import {
  bitRateOf,
  compressionRatioOf,
  meetsSnr,
  type QualityReport,
  REQUIRED_SNR_DB,
  theoreticalSnrDb,
} from '@sealwave/audio';
import type { MeasuredBitDepth, MeasuredFile, Output, Settings } from './output';
import type { Summary } from './summary';

/** Prints a JSON object per line, for programs. JSON has no infinity, so null stands for it. */
export class JsonOutput implements Output {
  constructor(private readonly settings: Settings) {}

  file({ file, report }: MeasuredFile): string {
    const { coder, gainDb } = this.settings;
    return line({ type: 'file', file, coder: coder.name, gainDb, ...figuresOf(report) });
  }

  bitDepthsOf(file: string, depths: readonly MeasuredBitDepth[]): string {
    const rows = depths.map(({ bits, report }) => ({
      bits,
      theoryDb: Number(theoreticalSnrDb(bits).toFixed(2)),
      ...figuresOf(report),
    }));
    return line({ type: 'bitDepths', file, gainDb: this.settings.gainDb, rows });
  }

  summary(summary: Summary): string {
    const { coder, gainDb, files } = this.settings;
    const { unreadable, silent, nonSilent, active, lowestFrameSnrDb } = summary;
    return line({
      type: 'summary',
      coder: coder.name,
      gainDb,
      files: files.length,
      unreadable,
      silent,
      sampleCount: summary.sampleCount,
      bitRateBps: Math.round(summary.bitRateBps),
      messages: { count: summary.messages.frames, passing: summary.messages.passing },
      nonSilent,
      active,
      messageSnrDb: {
        lowest: summary.messageSnrDb(0) ?? null,
        firstPercentile: summary.messageSnrDb(0.01) ?? null,
        median: summary.messageSnrDb(0.5) ?? null,
      },
      lowestFrameSnrDb,
    });
  }
}

function figuresOf(report: QualityReport) {
  return {
    ...report,
    bitRateBps: Math.round(bitRateOf(report)),
    compressionRatio: compressionRatioOf(report),
    meetsRequirement: meetsSnr(report.snr, REQUIRED_SNR_DB),
  };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
