import { isPersonName } from './person-name';

describe('what people are called', () => {
  it.each([
    'Ann',
    'Änne B.',
    '7',
    '李小龍',
    'ਅਮਨ',
    'นํ้า',
    '🦊',
    '❤\ufe0f',
    'a'.repeat(40),
    '🦊'.repeat(40),
  ])('may be %j', (name) => expect(isPersonName(name)).toBe(true));

  it.each([
    ...[
      '',
      ' ',
      ' Ann',
      'Ann ',
      'a'.repeat(41),
      'a\nb',
      'a\u202eb',
      'a\u200bb',
      '\ud800',
      'a\udc00',
    ],
    ...['\u3164', '\u2800', '\u034f', '\ufe0f', '\u0301', `Z${'\u0301'.repeat(5)}`, 'a\u2028b'],
  ])('may not be %j', (name) => expect(isPersonName(name)).toBe(false));

  it('TM-D10: is no text that is too long, and takes none apart to find that out', () => {
    const next = jest.spyOn(String.prototype, Symbol.iterator as never);
    try {
      expect(isPersonName('\u{1f600}'.repeat(1_000_000))).toBe(false);
      expect(next).not.toHaveBeenCalled();
    } finally {
      next.mockRestore();
    }
  });
});
