import type { QualityReport } from '@sealwave/audio';
import type { Summary } from './summary';

/** What was found out about one file. */
export interface MeasuredFile {
  readonly file: string;
  readonly report: QualityReport;
}

/** What was found out about one file at one bit depth of the plain quantiser. */
export interface MeasuredBitDepth {
  readonly bits: number;
  readonly report: QualityReport;
}

/** What was measured, and how, as far as a person is told. */
export interface Settings {
  readonly files: readonly string[];
  readonly coder: { readonly name: string };
  /** By how much the level changes before coding, in dB. */
  readonly gainDb: number;
}

/** A way to print what was found out; every text ends its line. */
export interface Output {
  file(measured: MeasuredFile): string;
  bitDepthsOf(file: string, depths: readonly MeasuredBitDepth[]): string;
  summary(summary: Summary): string;
}
