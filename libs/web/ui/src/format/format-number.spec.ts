describe('formatNumber', () => {
  /** The formats of a page in that language. */
  async function pageIn(locale: string | undefined) {
    jest.resetModules();
    if (locale === undefined) delete $localize.locale;
    else $localize.locale = locale;
    const { formatNumber } = await import('./format-number');
    const { formatDecibels } = await import('./format-decibels');
    const { formatBytes } = await import('./format-bytes');
    const { formatExactDuration } = await import('./format-duration');
    return { formatNumber, formatDecibels, formatBytes, formatExactDuration };
  }
  afterAll(() => delete $localize.locale);

  it("writes decimals in the page's language", async () => {
    const english = await pageIn(undefined);
    expect(english.formatNumber(-12345.67)).toBe('−12345.7');
    expect(english.formatNumber(0.5, 0)).toBe('1');
    const german = await pageIn('de');
    expect(german.formatNumber(-12345.67)).toBe('−12345,7');
    expect(german.formatDecibels(51.96, 'dB')).toBe('51,9 dB');
    expect(german.formatBytes(48_200)).toBe('48,2 kB');
    expect(german.formatExactDuration(65_300)).toBe('1:05,3');
  });
});
