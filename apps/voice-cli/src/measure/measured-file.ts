import type { QualityReport } from '@sealwave/audio';

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
