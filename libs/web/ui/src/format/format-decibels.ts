import { formatNumber } from './format-number';

/**
 * Formats a level or ratio with one decimal and a true minus sign, such as `−12.9 dBFS`. It rounds a ratio,
 * in dB, down, so that a value below a limit never appears to reach it.
 */
export function formatDecibels(value: number, unit: 'dB' | 'dBFS'): string {
  if (value === -Infinity) return `−∞ ${unit}`;
  const nearest = Math.round(value * 10) / 10;
  const shown = unit === 'dB' && nearest > value ? nearest - 0.1 : nearest;
  // Adding zero removes the sign of a negative zero.
  return `${formatNumber(shown + 0)} ${unit}`;
}
