import { formatNumber } from './format-number';

/**
 * A level or ratio with one decimal and a true minus sign, such as `−12.9 dBFS`. A ratio, in dB, is
 * rounded down, so that what is below a limit is never shown as reaching it.
 */
export function formatDecibels(value: number, unit: 'dB' | 'dBFS'): string {
  if (value === -Infinity) return `−∞ ${unit}`;
  const nearest = Math.round(value * 10) / 10;
  const shown = unit === 'dB' && nearest > value ? nearest - 0.1 : nearest;
  // Adding zero takes the sign off a negative zero.
  return `${formatNumber(shown + 0)} ${unit}`;
}
