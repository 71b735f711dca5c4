import { formatNumber } from './format-number';

/** Formats minutes and whole seconds, such as `1:05`. Hours count as minutes. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Formats a measured duration to a tenth of a second, such as `1:05.3`. */
export function formatExactDuration(durationMs: number): string {
  const tenths = Math.round(durationMs / 100);
  const fraction = formatNumber((tenths % 10) / 10).slice(1);
  return `${formatDuration(tenths * 100)}${fraction}`;
}
