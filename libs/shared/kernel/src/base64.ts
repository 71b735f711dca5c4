import type { Bytes } from './bytes';
import { ErrorCode } from './error-code';
import { VoiceError } from './voice-error';

/** Text that is not Base64. */
export class Base64Error extends VoiceError {
  override readonly peerFault = true;

  constructor(text: string) {
    const message = 'the text is not Base64 (RFC 4648, section 4)';
    super(ErrorCode.Encoding, message, { characters: text.length });
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '='.charCodeAt(0);
/** A bit that no digit's value has. */
const INVALID = 0x80;
const DIGITS = new TextEncoder().encode(ALPHABET);
const VALUES = new Uint8Array(256).fill(INVALID);
DIGITS.forEach((digit, value) => (VALUES[digit] = value));

/** Encodes bytes as Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    text[at++] = DIGITS[group >> 18];
    text[at++] = DIGITS[(group >> 12) & 63];
    text[at++] = DIGITS[(group >> 6) & 63];
    text[at++] = DIGITS[group & 63];
  }
  // Reads past the end of the array give zero bits. Padding then replaces the digits that have only these.
  text.fill(PAD, text.length - ((3 - (bytes.length % 3)) % 3));
  return new TextDecoder().decode(text);
}

/**
 * Decodes Base64 strictly: the standard alphabet, padded, without white space or leftover bits (RFC 4648,
 * sections 3.3 and 3.5). So no two texts stand for the same bytes.
 * @throws Base64Error for any other text.
 */
export function fromBase64(text: string): Bytes {
  const digits = new TextEncoder().encode(text);
  if (digits.length % 4 !== 0) throw new Base64Error(text);
  const padding = digits.at(-1) !== PAD ? 0 : digits.at(-2) !== PAD ? 1 : 2;
  const bytes = new Uint8Array((digits.length / 4) * 3 - padding);
  const whole = digits.length - (padding > 0 ? 4 : 0);
  let at = 0;
  // Four digits at a time, for speed. Decoding megabytes must not delay other work.
  for (let i = 0; i < whole; i += 4) {
    const group = groupOf(digits, i);
    if (group < 0) throw new Base64Error(text);
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  if (padding > 0) {
    digits.fill(DIGITS[0], digits.length - padding);
    const group = groupOf(digits, whole);
    const leftOver = padding === 1 ? 0xff : 0xffff;
    if (group < 0 || (group & leftOver) !== 0) throw new Base64Error(text);
    bytes[at++] = group >> 16;
    if (padding === 1) bytes[at] = group >> 8;
  }
  return bytes;
}

/** The 24 bits of four digits. Negative when one of them is not a digit. */
function groupOf(digits: Uint8Array, at: number): number {
  const a = VALUES[digits[at]];
  const b = VALUES[digits[at + 1]];
  const c = VALUES[digits[at + 2]];
  const d = VALUES[digits[at + 3]];
  return (a | b | c | d) & INVALID ? -1 : (a << 18) | (b << 12) | (c << 6) | d;
}
