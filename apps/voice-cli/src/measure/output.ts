import type { QualityReport } from '@sealwave/audio';
import type { Summary } from './summary';

/** The report on a file. */
export interface MeasuredFile {
  readonly file: string;
  readonly report: QualityReport;
}

/** The report on a file, coded by the plain quantiser with one number of bits. */
export interface MeasuredBitDepth {
  readonly bits: number;
  readonly report: QualityReport;
}

/** The settings of a measurement that the output mentions. */
export interface Settings {
  readonly files: readonly string[];
  readonly coder: { readonly name: string };
  /** Change of the level before coding, in dB. */
  readonly gainDb: number;
}

/** A form of output. Every text that it returns ends with a line break. */
export interface Output {
  file(measured: MeasuredFile): string;
  bitDepthsOf(file: string, depths: readonly MeasuredBitDepth[]): string;
  summary(summary: Summary): string;
}
