import { addressIn, type LanguageCode, languageFor, readLanguage } from './language';

describe('languageFor', () => {
  const reader = (
    preferred: readonly string[],
    current: LanguageCode = 'en',
    chosen: LanguageCode | null = null,
  ) => languageFor({ current, chosen, preferred });

  it("is the browser's at the plain address", () => {
    expect(reader(['de-AT', 'en'])).toBe('de');
    expect(reader(['DE'])).toBe('de');
    expect(reader(['en-GB', 'de'])).toBe('en');
    expect(reader(['fr', 'de', 'en'])).toBe('de');
    expect(reader(['fr'])).toBe('en');
    expect(reader([])).toBe('en');
  });

  it('is the chosen one, whatever the browser and the address say', () => {
    expect(reader(['de'], 'en', 'en')).toBe('en');
    expect(reader(['en'], 'de', 'en')).toBe('en');
    expect(reader(['en'], 'en', 'de')).toBe('de');
  });

  it('is the one in the address if none was chosen', () => {
    expect(reader(['en'], 'de')).toBe('de');
  });

  it.each([undefined, null, 7, 'fr', '', {}])('ignores %j', (stored) =>
    expect(readLanguage(stored)).toBeNull(),
  );
});

describe('addressIn', () => {
  it('has the same page, query and fragment in the other language', () => {
    const at = (href: string, baseUrl: string) => ({ href, baseUrl });
    const [plain, german] = ['https://x.example/', 'https://x.example/de/'];
    expect(addressIn('de', 'en', at(`${plain}r/abc?q#v=1&k=s`, plain))).toBe(
      `${german}r/abc?q#v=1&k=s`,
    );
    expect(addressIn('en', 'de', at(`${german}lab`, german))).toBe(`${plain}lab`);
    expect(addressIn('de', 'en', at('https://x.example/below/', 'https://x.example/below/'))).toBe(
      'https://x.example/below/de/',
    );
  });

  it('is null for the same language, and for an address outside the build', () => {
    const plain = { href: 'https://x.example/', baseUrl: 'https://x.example/' };
    expect(addressIn('en', 'en', plain)).toBeNull();
    expect(addressIn('de', 'en', { ...plain, baseUrl: 'https://x.example/app/' })).toBeNull();
    // With one language only, this address would redirect in circles.
    expect(addressIn('de', 'en', { ...plain, href: 'https://x.example/de/lab' })).toBeNull();
  });
});
