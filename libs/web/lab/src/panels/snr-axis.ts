import type { Snr } from '@sealwave/audio';
import { formatDecibels } from '@sealwave/web/ui';
import type { ChartAxis } from './line-chart';

/** The common axis of both charts. Lossless values are at its top. */
export const SNR_AXIS: ChartAxis = {
  name: $localize`Signal-to-noise ratio in dB; lossless is at the top`,
  marks: [-20, 0, 20, 40, 60, 80, 100],
};

const TOP_DB = SNR_AXIS.marks[SNR_AXIS.marks.length - 1];

/** The position of a ratio on {@link SNR_AXIS}. */
export function chartDb(snr: Snr): number {
  switch (snr.kind) {
    case 'measured':
      return snr.db;
    case 'lossless':
      return TOP_DB;
    case 'silence':
      return 0;
  }
}

/** A ratio for a table with unit dB, or a word when there is no figure. */
export function snrCell(snr: Snr): string {
  return snr.kind === 'measured' ? formatNumber(snr.db) : snrText(snr);
}

/** A figure in dB with one decimal and without its unit. */
export function formatNumber(db: number): string {
  return formatDecibels(db, 'dB').replace(/ dB$/, '');
}

/** A ratio as text, or a word when there is no figure. */
export function snrText(snr: Snr): string {
  switch (snr.kind) {
    case 'measured':
      return formatDecibels(snr.db, 'dB');
    case 'lossless':
      return $localize`lossless`;
    case 'silence':
      return $localize`silence`;
  }
}
