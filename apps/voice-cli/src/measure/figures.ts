import { type FrameCount, passingShare, type Snr } from '@sealwave/audio';

/** Formats an SNR for a table: in dB or as a word. */
export function formatSnr(snr: Snr): string {
  return snr.kind === 'measured' ? formatDb(snr.db) : snr.kind;
}

/** Formats dB with two decimals, the precision of reports. Without a figure, it returns a dash. */
export function formatDb(db: number): string {
  return Number.isFinite(db) ? db.toFixed(2) : '-';
}

/** Formats the share of frames that reach the required SNR. The share is rounded down, so 100 % means all. */
export function formatShare(count: FrameCount): string {
  if (count.frames === 0) return '-';
  return `${(Math.floor(passingShare(count) * 10_000) / 100).toFixed(2)} %`;
}
