import { isShortText, TextForm } from '@sealwave/kernel';
import { withoutJoinersInPlace } from './joiners';

const MAX_CHARACTERS = 40;
/** A character has at most two UTF-16 units. So a longer text is rejected without counting its characters. */
const MAX_LENGTH = 2 * MAX_CHARACTERS;

/** Makes a test whether a text contains `pattern`. Only short texts are tested. */
function having(pattern: RegExp): (text: string) => boolean {
  const form = new TextForm(MAX_LENGTH, pattern);
  return (text) => form.matches(text);
}

const hasControl = having(/[\p{Cc}\p{Zl}\p{Zp}]/u);
/** Unpaired surrogates. */
const isBroken = having(/\p{Cs}/u);
/** Characters that change the direction of text (UAX 9). */
const turns = having(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
/** Other format characters, and letters without a visible shape. */
const hasUnseen = having(/[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u);
const hasSeen = having(/[\p{L}\p{N}\p{P}\p{S}]/u);
/** More marks than any script puts on one letter. They would cover neighbouring lines. */
const isStacked = having(/\p{M}{5}/u);

/** Why a text is not a valid display name. */
export type DisplayNameProblem =
  | 'empty'
  | 'too-long'
  | 'space-at-end'
  | 'control-character'
  | 'broken-character'
  | 'direction'
  | 'invisible'
  | 'stacked-marks';

/**
 * Describes a problem in English, for programs without translations. A function, so that the page does not load
 * the texts.
 */
export function describeDisplayNameProblem(problem: DisplayNameProblem): string {
  const texts: Readonly<Record<DisplayNameProblem, string>> = {
    empty: 'a name has at least one letter, number or symbol',
    'too-long': `a name has at most ${MAX_CHARACTERS} characters`,
    'space-at-end': 'a name has no space at either end',
    'control-character': 'a name has no line breaks and no control characters',
    'broken-character': 'a name has no half of a character',
    direction: 'a name has no characters that turn the direction of text around',
    invisible: 'a name has no invisible characters where they change nothing',
    'stacked-marks': 'a name has at most four accents on one letter',
  };
  return texts[problem];
}

/**
 * Finds the first rule of display names that `text` breaks (docs/protocol.md, section 9.10, M9.33). Null for a
 * valid name. Names that look alike are not detected.
 */
export function displayNameProblem(text: string): DisplayNameProblem | null {
  if (!isShortText(text, MAX_LENGTH) || [...text].length > MAX_CHARACTERS) return 'too-long';
  if (hasControl(text)) return 'control-character';
  if (text.trim() !== text) return text.trim() === '' ? 'empty' : 'space-at-end';
  if (isBroken(text)) return 'broken-character';
  if (turns(text)) return 'direction';
  if (hasUnseen(withoutJoinersInPlace(text))) return 'invisible';
  if (!hasSeen(text)) return 'empty';
  return isStacked(text) ? 'stacked-marks' : null;
}

/** Whether {@link displayNameProblem} finds no problem. */
export function isDisplayName(text: string): boolean {
  return displayNameProblem(text) === null;
}
