import type { MeasuredBitDepth, MeasuredFile } from './measured-file';
import type { Summary } from './summary';

/** A way to print what was found out; every text ends its line. */
export interface Output {
  file(measured: MeasuredFile): string;
  bitDepthsOf(file: string, depths: readonly MeasuredBitDepth[]): string;
  summary(summary: Summary): string;
}
