/** Controls, what turns the direction of text around, halves of characters, and letters that show nothing. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks than any writing puts on one letter: they would cover the lines beside it. */
const STACKED = /\p{M}{5}/u;
const MAX_CHARACTERS = 40;

/** Whether somebody can be called this (docs/protocol.md, section 9.10). Does not tell one look-alike from another. */
export function isPersonName(text: string): boolean {
  const isLong = [...text].length > MAX_CHARACTERS;
  if (isLong || text.trim() !== text) return false;
  return SEEN.test(text) && !UNSEEN.test(text) && !STACKED.test(text);
}
