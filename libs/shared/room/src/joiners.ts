/** Keeps the letters on both sides apart; `JOINER` connects them. Both are invisible. */
const NON_JOINER = '\\u200c';
const JOINER = '\\u200d';

/**
 * Letters of Arabic script that do not join the next letter (ArabicShaping.txt). They have Joining_Type R, or U
 * if they do not join the previous letter either.
 */
const RIGHT_JOINING =
  '\\u0622-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0' +
  '\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef\\u0759-\\u075b\\u076b\\u076c\\u0771' +
  '\\u0773\\u0774\\u0778\\u0779\\u08aa-\\u08ac\\u08ae\\u08b1\\u08b2\\u08b9';
const NON_JOINING = '\\u0621\\u0674\\u08ad';
const ARABIC = '(?=\\p{Script=Arabic})\\p{L}';
const JOINS_ON = `(?![${RIGHT_JOINING}${NON_JOINING}])${ARABIC}`;
const JOINED = `(?![${NON_JOINING}])${ARABIC}`;

/**
 * Signs that remove the vowel of the consonant before them. They occur in scripts of India, Sri Lanka, Burma
 * and Cambodia.
 */
const VIRAMA =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039\\u103a\\u17d2]';

/** An emoji with an optional variation selector and skin tone. */
const PICTURE = '\\p{Extended_Pictographic}\\ufe0f?\\p{Emoji_Modifier}?';

const ALLOWED = [
  // UAX 31, A1: between two letters that would join without it, as in Persian.
  `(?<=${JOINS_ON}\\p{M}*)${NON_JOINER}(?=\\p{M}*${JOINED})`,
  // UAX 31, A2 and B: after a virama, before another letter, as in Sinhala.
  `(?<=\\p{L}\\p{M}*${VIRAMA}\\p{M}*)[${NON_JOINER}${JOINER}](?=\\p{L})`,
  // The Unicode Standard, 12.2: keeps the form of the Bengali letter ra before ya.
  `(?<=\\u09b0)${JOINER}(?=\\u09cd\\u09af)`,
  // UTS 51: joins several pictures into one.
  `(?<=${PICTURE})${JOINER}(?=\\p{Extended_Pictographic})`,
];

const IN_PLACE = new RegExp(ALLOWED.join('|'), 'gu');

/**
 * Removes joiners and non-joiners that change how the text looks (U+200D, U+200C). Any other joiner is
 * invisible where it stands. Two names that look the same could differ by it.
 */
export function withoutJoinersInPlace(text: string): string {
  return text.replace(IN_PLACE, '');
}
