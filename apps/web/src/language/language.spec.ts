import { addressIn, type LanguageCode, languageFor, readLanguage } from './language';

describe('languageFor', () => {
  const reader = (
    preferred: readonly string[],
    current: LanguageCode = 'en',
    chosen: LanguageCode | null = null,
  ) => languageFor({ current, chosen, preferred });

  it('is that of the browser at the plain address', () => {
    expect(reader(['de-AT', 'en'])).toBe('de');
    expect(reader(['DE'])).toBe('de');
    expect(reader(['en-GB', 'de'])).toBe('en');
    expect(reader(['fr', 'de', 'en'])).toBe('de');
    expect(reader(['fr'])).toBe('en');
    expect(reader([])).toBe('en');
  });

  it('is what was chosen, whatever the browser and the address say', () => {
    expect(reader(['de'], 'en', 'en')).toBe('en');
    expect(reader(['en'], 'de', 'en')).toBe('en');
    expect(reader(['en'], 'en', 'de')).toBe('de');
  });

  it('is what the address says where nobody has chosen', () => {
    expect(reader(['en'], 'de')).toBe('de');
  });

  it.each([undefined, null, 7, 'fr', '', {}])('reads nothing out of %j', (stored) =>
    expect(readLanguage(stored)).toBeNull(),
  );
});

describe('addressIn', () => {
  it('is the same page in the other language, with all that its address says', () => {
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

  it('is not offered where the page is there already, or was built for another address', () => {
    const plain = { href: 'https://x.example/', baseUrl: 'https://x.example/' };
    expect(addressIn('en', 'en', plain)).toBeNull();
    expect(addressIn('de', 'en', { ...plain, baseUrl: 'https://x.example/app/' })).toBeNull();
    // A server with one language would send the page in circles.
    expect(addressIn('de', 'en', { ...plain, href: 'https://x.example/de/lab' })).toBeNull();
  });
});
