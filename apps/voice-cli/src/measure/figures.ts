import { type FrameCount, passingShare, type Snr } from '@sealwave/audio';

/** An SNR as a table shows it, in dB or in a word. */
export function formatSnr(snr: Snr): string {
  return snr.kind === 'measured' ? formatDb(snr.db) : snr.kind;
}

/** Two decimals, to which reports round down; a dash where there is no figure. */
export function formatDb(db: number): string {
  return Number.isFinite(db) ? db.toFixed(2) : '-';
}

/** The share that passes, rounded down: 100 % means all of them. */
export function formatShare(count: FrameCount): string {
  if (count.frames === 0) return '-';
  return `${(Math.floor(passingShare(count) * 10_000) / 100).toFixed(2)} %`;
}
