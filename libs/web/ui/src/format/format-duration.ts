import { formatNumber } from './format-number';

/** Minutes and seconds, such as `1:05`, whole seconds only; hours are counted as minutes. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The same to a tenth of a second, such as `1:05.3`, where it is a measurement. */
export function formatExactDuration(durationMs: number): string {
  const tenths = Math.round(durationMs / 100);
  const fraction = formatNumber((tenths % 10) / 10).slice(1);
  return `${formatDuration(tenths * 100)}${fraction}`;
}
