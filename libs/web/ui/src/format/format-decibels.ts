import { formatNumber } from './format-number';

/**
 * Formats a level or ratio with one decimal and a true minus sign, such as `−12.9 dBFS`. A ratio, in dB, is
 * rounded down. So a value below a limit never appears to reach it.
 */
export function formatDecibels(value: number, unit: 'dB' | 'dBFS'): string {
  if (value === -Infinity) return `−∞ ${unit}`;
  const nearest = Math.round(value * 10) / 10;
  const shown = unit === 'dB' && nearest > value ? nearest - 0.1 : nearest;
  // Adding zero removes the sign of a negative zero.
  return `${formatNumber(shown + 0)} ${unit}`;
}
