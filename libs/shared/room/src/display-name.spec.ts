import * as fc from 'fast-check';
import { isDisplayName, displayNameProblem } from './display-name';

const JOINERS = ['\u200c', '\u200d'] as const;
const PERSIAN = 'علی\u200cرضا';
const FAMILY = '👨\u200d👩\u200d👧\u200d👦';

describe('M9.33 what people are called', () => {
  it.each([
    ...['Ann', 'Änne B.', '7', '李小龍', 'ਅਮਨ', 'นํ้า', '🦊', '❤\ufe0f'],
    ...['a'.repeat(40), '🦊'.repeat(40)],
    ...[PERSIAN, 'می\u200cخواهم', 'مَی\u200cنام'],
    ...['ක්\u200dෂමා', 'ශ්\u200dරී', 'क्\u200dष', 'र\u094d\u200cय', 'র\u200d\u09cd\u09afাব'],
    ...[FAMILY, '👩🏽\u200d🚀', '🏳\ufe0f\u200d🌈', '❤\ufe0f\u200d🔥', `Ann ${FAMILY} B.`],
  ])('may be %j', (name) => expect(displayNameProblem(name)).toBeNull());

  it.each([
    ['empty', ['', ' ', '\ufe0f', '\u0301']],
    ['too-long', ['a'.repeat(41), '🦊'.repeat(41), FAMILY.repeat(6)]],
    ['space-at-end', [' Ann', 'Ann ', `${PERSIAN} `]],
    ['control-character', ['a\nb', 'a\u0000b', 'a\u2028b', '\u0085']],
    ['broken-character', ['\ud800', 'a\udc00']],
    ['direction', ['a\u202eb', 'a\u200fb', `${PERSIAN}\u2066`, 'ع\u061cb']],
    ['invisible', ['a\u200bb', '\u3164', '\u2800', '\u034f', 'a\u00adb', 'a\ufeffb']],
    ['invisible', ['\u200c', '\u200d', 'A\u200dnn', 'A\u200cnn', 'Ann\u200d', '\u200cعلی']],
    ['invisible', ['علی\u200c', 'علی\u200c\u200cرضا', 'ار\u200cا', 'علی\u200dرضا', '7\u200d7']],
    [
      'invisible',
      ['ක්\u200d', 'ක්\u200d\u200dෂ', 'ක\u200dෂ', '👨\u200d', '\u200d👩', '👨\u200d\u200d👩'],
    ],
    ['invisible', ['👨\u200c👩', '👨\u200dAnn', 'Ann\u200d👨', '🏴\u{e0067}\u{e007f}']],
    ['stacked-marks', [`Z${'\u0301'.repeat(5)}`]],
  ] as const)('is refused as %s: %j', (problem, names) => {
    for (const name of names) expect([name, displayNameProblem(name)]).toEqual([name, problem]);
  });

  it('M9.33 has no joiner at an end, twice in a row, or beside what it does not join', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'aA7é ', ...'李न', ...JOINERS),
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, (name) => {
        if (JOINERS.some((joiner) => name.includes(joiner)))
          expect(isDisplayName(name)).toBe(false);
      }),
    );
    const of = (unit: fc.Arbitrary<string>) => fc.string({ unit, maxLength: 12 });
    const any = of(fc.constantFrom(...'علیرضادnක්ෂශරී', '👨', '👩', '\ufe0f', '🏽', ...JOINERS));
    fc.assert(
      fc.property(any, (name) => {
        if (!isDisplayName(name)) return;
        expect(name).not.toMatch(/^[\u200c\u200d]|[\u200c\u200d]$|[\u200c\u200d]{2}/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('M9.33 loses no name by a joiner that its writing needs', () => {
    const persian = fc.constantFrom(...'بتیلمسش');
    fc.assert(
      fc.property(fc.array(persian, { minLength: 2, maxLength: 10 }), (letters) =>
        expect(isDisplayName(letters.join('\u200c'))).toBe(true),
      ),
    );
    const picture = fc.constantFrom('👨', '👩🏽', '❤\ufe0f', '🚀', '🏳\ufe0f');
    fc.assert(
      fc.property(fc.array(picture, { minLength: 2, maxLength: 8 }), (pictures) =>
        expect(isDisplayName(pictures.join('\u200d'))).toBe(true),
      ),
    );
  });

  it('M9.33 is judged by its length before anything else, and for every text', () => {
    expect(displayNameProblem('\ud800'.repeat(16 * 1024 * 1024))).toBe('too-long');
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, (name) =>
        expect(isDisplayName(name)).toBe(displayNameProblem(name) === null),
      ),
    );
  });

  it('TM-D10: is no text that is too long, and takes none apart to find that out', () => {
    const iterate = String.prototype[Symbol.iterator];
    let iterations = 0;
    String.prototype[Symbol.iterator] = function (this: string) {
      iterations++;
      return iterate.call(this);
    };
    try {
      expect(isDisplayName('\u{1f600}'.repeat(1_000_000))).toBe(false);
    } finally {
      String.prototype[Symbol.iterator] = iterate;
    }
    expect(iterations).toBe(0);
  });
});
