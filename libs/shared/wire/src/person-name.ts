import { withoutJoinersInPlace } from './joiners';

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Halves of characters. */
const BROKEN = /\p{Cs}/u;
/** What turns the direction of text around (UAX 9). */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Other format characters, and letters that show nothing. */
const UNSEEN = /[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks than any writing puts on one letter: they would cover the lines beside it. */
const STACKED = /\p{M}{5}/u;
const MAX_CHARACTERS = 40;
/** UTF-16 units of a character outside the Basic Multilingual Plane. */
const MAX_UNITS = 2;

/** Why nobody can be called something. */
export type PersonNameProblem =
  | 'empty'
  | 'too-long'
  | 'space-at-end'
  | 'control-character'
  | 'broken-character'
  | 'direction'
  | 'invisible'
  | 'stacked-marks';

/** The reasons in words, for programs whose texts are English. */
export const PERSON_NAME_PROBLEM: Readonly<Record<PersonNameProblem, string>> = {
  empty: 'a name has at least one letter, number or symbol',
  'too-long': `a name has at most ${MAX_CHARACTERS} characters`,
  'space-at-end': 'a name has no space at either end',
  'control-character': 'a name has no line breaks and no control characters',
  'broken-character': 'a name has no half of a character',
  direction: 'a name has no characters that turn the direction of text around',
  invisible: 'a name has no invisible characters where they change nothing',
  'stacked-marks': 'a name has at most four accents on one letter',
};

/**
 * Why nobody can be called `text` (docs/protocol.md, section 9.10, M9.33); null where somebody can. Does not tell one
 * look-alike from another.
 */
export function personNameProblem(text: string): PersonNameProblem | null {
  // Length first: what is longer is not looked at.
  if (text.length > MAX_CHARACTERS * MAX_UNITS) return 'too-long';
  if ([...text].length > MAX_CHARACTERS) return 'too-long';
  if (CONTROL.test(text)) return 'control-character';
  if (text.trim() !== text) return text.trim() === '' ? 'empty' : 'space-at-end';
  if (BROKEN.test(text)) return 'broken-character';
  if (TURNING.test(text)) return 'direction';
  if (UNSEEN.test(withoutJoinersInPlace(text))) return 'invisible';
  if (!SEEN.test(text)) return 'empty';
  return STACKED.test(text) ? 'stacked-marks' : null;
}

/** Whether somebody can be called this: {@link personNameProblem} finds nothing against it. */
export function isPersonName(text: string): boolean {
  return personNameProblem(text) === null;
}
