/** A level or ratio with one decimal and a true minus sign, such as `−12.9 dBFS`. */
export function formatDecibels(value: number, unit: 'dB' | 'dBFS'): string {
  if (value === -Infinity) return `−∞ ${unit}`;
  return `${value.toFixed(1).replace('-', '−')} ${unit}`;
}
