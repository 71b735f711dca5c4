import { ErrorCode } from './error-code';
import { UsageError } from './voice-error';

/** Bytes over a plain `ArrayBuffer`. WebCrypto accepts this form, and `postMessage` transfers it. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Joins `parts` into one new array. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Compares two byte strings in a time that depends only on their lengths. So an attacker cannot measure how
 * many bytes of an authentication code were right.
 */
export function equalConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i] ^ b[i];
  return difference === 0;
}

/** Of each byte. Ids are encoded for every frame and member, so this is a table. */
const DIGITS = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** Encodes bytes as lower-case hexadecimal, two digits per byte. */
export function toHex(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += DIGITS[byte];
  return digits;
}

/**
 * Decodes hexadecimal of either case. Allows white space between digits, for worked examples.
 * @throws UsageError for any other character, or an odd number of digits.
 */
export function fromHex(text: string): Bytes {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) {
    throw new UsageError(ErrorCode.Encoding, 'not hexadecimal');
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
