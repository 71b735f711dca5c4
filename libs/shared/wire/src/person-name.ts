import { isShortText, TextForm } from '@sealwave/kernel';

const MAX_CHARACTERS = 40;
/** No character takes more than two units; nobody counts the characters of a longer text. */
const MAX_LENGTH = 2 * MAX_CHARACTERS;

/** Controls, what turns the direction of text around, halves of characters, and letters that show nothing. */
const UNSEEN = new TextForm(
  MAX_LENGTH,
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u,
);
const SEEN = new TextForm(MAX_LENGTH, /[\p{L}\p{N}\p{P}\p{S}]/u);
/** More marks than any writing puts on one letter: they would cover the lines beside it. */
const STACKED = new TextForm(MAX_LENGTH, /\p{M}{5}/u);
/** Whether somebody can be called this (docs/protocol.md, section 9.10). Does not tell one look-alike from another. */
export function isPersonName(text: string): boolean {
  if (!isShortText(text, MAX_LENGTH)) return false;
  const isLong = [...text].length > MAX_CHARACTERS;
  if (isLong || text.trim() !== text) return false;
  return SEEN.matches(text) && !UNSEEN.matches(text) && !STACKED.matches(text);
}
