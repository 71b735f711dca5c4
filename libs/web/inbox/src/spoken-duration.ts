const UNITS = (['minute', 'second'] as const).map((unit) => [unit, unitFormat(unit)] as const);

/** A length of time as it is read out, such as `1 minute 5 seconds`; less than a second counts as one. */
export function spokenDuration(durationMs: number): string {
  const total = Math.max(1, Math.round(durationMs / 1000));
  const counts = { minute: Math.floor(total / 60), second: total % 60 };
  return UNITS.filter(([unit]) => counts[unit] > 0)
    .map(([unit, format]) => format.format(counts[unit]))
    .join(' ');
}

function unitFormat(unit: 'minute' | 'second'): Intl.NumberFormat {
  return new Intl.NumberFormat($localize.locale, { style: 'unit', unit, unitDisplay: 'long' });
}
