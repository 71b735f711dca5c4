import {
  bitRateOf,
  meetsSnr,
  REQUIRED_SNR_DB,
  theoreticalSnrDb,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';
import { formatDb, formatShare, formatSnr } from './figures';
import type { MeasuredBitDepth, MeasuredFile, Output, Settings } from './output';
import type { Summary } from './summary';
import { type Column, printable, TextTable } from '../output/text-table';

const FILE_COLUMNS: readonly Column<MeasuredFile>[] = [
  { title: 'file', cell: ({ file }) => printable(file) },
  { title: 'seconds', cell: ({ report }) => (report.sampleCount / VOICE_SAMPLING_RATE).toFixed(2) },
  { title: 'dBFS', cell: ({ report }) => formatDb(report.rmsDbfs) },
  { title: 'SNR dB', cell: ({ report }) => formatSnr(report.snr) },
  { title: 'lowest', cell: ({ report }) => formatDb(report.lowestFrameSnrDb) },
  { title: '1 %', cell: ({ report }) => formatDb(report.firstPercentileFrameSnrDb) },
  { title: 'frames at 40', cell: ({ report }) => formatShare(report.nonSilent) },
  { title: 'active at 40', cell: ({ report }) => formatShare(report.active) },
  { title: 'bit/s', cell: ({ report }) => bitRateOf(report).toFixed(0) },
  { title: 'pcm8 dB', cell: ({ report }) => formatSnr(report.pcm8Snr) },
  { title: 'clipped', cell: ({ report }) => String(report.clippedSamples) },
];

const BIT_DEPTH_COLUMNS: readonly Column<MeasuredBitDepth>[] = [
  { title: 'bits', cell: ({ bits }) => String(bits) },
  { title: 'levels', cell: ({ bits }) => String(2 ** bits) },
  { title: 'step', cell: ({ bits }) => (2 / 2 ** bits).toFixed(8) },
  { title: 'bit/s', cell: ({ report }) => bitRateOf(report).toFixed(0) },
  { title: 'theory dB', cell: ({ bits }) => theoreticalSnrDb(bits).toFixed(2) },
  { title: 'measured dB', cell: ({ report }) => formatSnr(report.snr) },
  { title: 'active at 40', cell: ({ report }) => formatShare(report.active) },
  { title: '40 dB', cell: ({ report }) => (meetsSnr(report.snr, REQUIRED_SNR_DB) ? 'yes' : 'no') },
];

/** Prints tables for people. */
export class TextOutput implements Output {
  private readonly files: TextTable<MeasuredFile>;
  private readonly bitDepths = new TextTable(BIT_DEPTH_COLUMNS, 4);
  private hasHeader = false;

  constructor(private readonly settings: Settings) {
    const longest = Math.max(...settings.files.map((file) => printable(file).length));
    this.files = new TextTable(FILE_COLUMNS, longest);
  }

  file(measured: MeasuredFile): string {
    const header = this.hasHeader ? '' : this.files.header;
    this.hasHeader = true;
    return header + this.files.row(measured);
  }

  bitDepthsOf(file: string, depths: readonly MeasuredBitDepth[]): string {
    const rows = depths.map((depth) => this.bitDepths.row(depth));
    return `${printable(file)}\n${this.bitDepths.header}${rows.join('')}`;
  }

  summary(summary: Summary): string {
    const { coder, gainDb, files } = this.settings;
    const minutes = summary.sampleCount / VOICE_SAMPLING_RATE / 60;
    const quantile = (share: number) => formatDb(summary.messageSnrDb(share) ?? NaN);
    const lines = [
      `${files.length} files, ${summary.unreadable} unreadable, ${summary.silent} silent, ` +
        `${minutes.toFixed(1)} minutes; ${coder.name} at ${summary.bitRateBps.toFixed(0)} bit/s, ` +
        `gain ${gainDb} dB`,
      `at 40 dB or more: ${formatShare(summary.messages)} of ${summary.messages.frames} messages, ` +
        `${formatShare(summary.nonSilent)} of ${summary.nonSilent.frames} non-silent frames, ` +
        `${formatShare(summary.active)} of ${summary.active.frames} active frames`,
      `SNR of messages: lowest ${quantile(0)}, 1st percentile ${quantile(0.01)}, ` +
        `median ${quantile(0.5)} dB; lowest of a frame ${formatDb(summary.lowestFrameSnrDb)} dB`,
    ];
    return `\n${lines.join('\n')}\n`;
  }
}
