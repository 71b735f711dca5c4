const FORMATS = new Map<number, Intl.NumberFormat>();

/** Formats a number in the page's language, with a true minus sign: `−12.9`, in German `−12,9`. */
export function formatNumber(value: number, fractionDigits = 1): string {
  return formatOf(fractionDigits).format(value).replace('-', '−');
}

function formatOf(digits: number): Intl.NumberFormat {
  const known = FORMATS.get(digits);
  if (known) return known;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat($localize.locale ?? 'en', {
    ...options,
    useGrouping: false,
  });
  FORMATS.set(digits, format);
  return format;
}
