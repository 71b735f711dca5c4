import { sharedAddress, sharedBase } from './shared-address';

const page = (lang: string, baseURI: string) => ({ baseURI, documentElement: { lang } });
const ENGLISH = page('en', 'https://x.example/');
const GERMAN = page('de', 'https://x.example/de/');

describe('the addresses for others', () => {
  it('carry no language', () => {
    for (const each of [ENGLISH, GERMAN]) expect(sharedBase(each)).toBe('https://x.example/');
    expect(sharedBase(page('de', 'https://x.example/app/de/'))).toBe('https://x.example/app/');
    expect(sharedBase(page('de', 'https://x.example/'))).toBe('https://x.example/');
  });

  it('lead to the same page, without query and fragment', () => {
    const room = 'https://x.example/r/abc';
    expect(sharedAddress(GERMAN, { href: 'https://x.example/de/r/abc?a=b#v=1&k=s' })).toBe(room);
    expect(sharedAddress(ENGLISH, { href: `${room}#v=1` })).toBe(room);
    expect(sharedAddress(ENGLISH, { href: 'https://x.example/' })).toBe('https://x.example/');
  });
});
