import * as fc from 'fast-check';
import { TextForm } from './text-form';

describe('TextForm', () => {
  const form = new TextForm(4, /^(a+)$/);

  it('matches a text of the right length and pattern', () => {
    expect(form.matches('aaaa')).toBe(true);
    expect(form.read('aaa')?.[1]).toBe('aaa');
    for (const other of ['aaaaa', 'b', '']) {
      expect(form.matches(other)).toBe(false);
      expect(form.read(other)).toBeNull();
    }
  });

  it('TM-D10: does not let a pattern see what is too long', () => {
    const pattern = /a/;
    const seen: string[] = [];
    pattern.exec = (text) => {
      seen.push(text);
      return null;
    };
    pattern.test = (text) => seen.push(text) > 0;
    const short = new TextForm(10, pattern);
    short.matches('a'.repeat(11));
    short.read('a'.repeat(11));
    expect(seen).toEqual([]);
    short.read('b');
    expect(seen).toEqual(['b']);
  });

  it('refuses a value that is not a text, without calling its methods', () => {
    const hostile = {
      length: 1,
      toString: () => {
        throw new Error('called');
      },
    };
    for (const value of [hostile, ['a'], new String('a')]) expect(form.matches(value)).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        if (typeof value !== 'string') expect(form.read(value)).toBeNull();
      }),
    );
  });
});
