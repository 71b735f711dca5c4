import { concat } from '@sealwave/kernel';
import { fromBase32, toBase32 } from './base32';
import { crc24 } from './crc-24';
import { KEY_BYTES, RecordingKey } from './recording-key';
import { UnlockCodeError } from './unlock-code-error';

const CHECK_BYTES = 3;
const SYMBOLS = ((KEY_BYTES + CHECK_BYTES) * 8) / 5;
const GROUP = /.{4}(?=.)/g;
/** Name of the field after the `#` of a link. */
const PARAMETER = 'unlock';
const IN_LINK = new RegExp(`(?:^|[#&])${PARAMETER}=([^&#\\s]+)`);
/** Longest text that is parsed, in characters. Leaves room for a code pasted with its address. */
const MAX_LENGTH = 4096;
const SEPARATORS = /[\s\p{Dash_Punctuation}]+/gu;

/**
 * Writes a key as a code for people: 14 groups of four symbols, as in `7XK2-M0QD-...`
 * (docs/sealed-recordings.md, 3).
 *
 * Base64 would be 13 characters shorter. But people read a code aloud and type it: Base32 has no upper and
 * lower case and no characters that look alike. Key and checksum, 35 bytes, fill exactly 56 symbols.
 */
export function formatUnlockCode(key: RecordingKey): string {
  return key.withBytes((bytes) => {
    const checked = withCheck(bytes);
    const code = toBase32(checked).replace(GROUP, '$&-');
    checked.fill(0);
    return code;
  });
}

/**
 * Reads an unlock code as people paste and type it. Accepts either case, spaces and dashes anywhere, and a
 * whole link with the code. O, I and L count as the digits that they resemble.
 * @throws UnlockCodeError `unlock_code_mistyped` when it has the form of a code but its checksum fails,
 * `unlock_code_invalid` when it is something else.
 */
export function parseUnlockCode(text: string): RecordingKey {
  if (text.length > MAX_LENGTH) throw UnlockCodeError.invalid(text.length);
  const symbols = (codeInLink(text) ?? text).replace(SEPARATORS, '');
  const checked = symbols.length === SYMBOLS ? fromBase32(symbols) : undefined;
  if (checked === undefined) throw UnlockCodeError.invalid(symbols.length);
  const bytes = checked.subarray(0, KEY_BYTES);
  const expected = withCheck(bytes);
  try {
    if (checked.some((byte, at) => byte !== expected[at])) throw UnlockCodeError.mistyped();
    return RecordingKey.fromBytes(bytes);
  } finally {
    checked.fill(0);
    expected.fill(0);
  }
}

/**
 * Makes a link to the page with the code of a recording: `https://host/#unlock=CODE`. Browsers do not send the
 * part after the `#` to servers.
 * @param baseUrl address of the page, or its origin; its own query and fragment are dropped.
 * @throws TypeError when `baseUrl` is not an absolute URL.
 */
export function unlockLink(baseUrl: string, key: RecordingKey): string {
  const url = new URL(baseUrl);
  url.search = '';
  url.hash = `${PARAMETER}=${formatUnlockCode(key)}`;
  return url.href;
}

/**
 * Finds the code in a link, or in its fragment with or without the `#`.
 * @returns the text of the code, for `parseUnlockCode` to check; `undefined` when there is none.
 */
export function codeInLink(urlOrFragment: string): string | undefined {
  if (urlOrFragment.length > MAX_LENGTH) return undefined;
  return IN_LINK.exec(urlOrFragment.trim())?.[1];
}

function withCheck(key: Uint8Array): Uint8Array {
  const check = crc24(key);
  return concat(key, Uint8Array.of(check >> 16, check >> 8, check));
}
