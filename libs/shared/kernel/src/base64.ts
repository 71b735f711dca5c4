import type { Bytes } from './bytes';
import { ErrorCode } from './error-code';
import { VoiceError } from './voice-error';

/** Text that was to be Base64 and is not. */
export class Base64Error extends VoiceError {
  override readonly peerFault = true;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '='.charCodeAt(0);
const INVALID = 255;
const DIGITS = new TextEncoder().encode(ALPHABET);
const VALUES = new Uint8Array(256).fill(INVALID);
DIGITS.forEach((digit, value) => (VALUES[digit] = value));

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text[at++] = DIGITS[group >> 18];
    text[at++] = DIGITS[(group >> 12) & 63];
    text[at++] = i + 1 < bytes.length ? DIGITS[(group >> 6) & 63] : PAD;
    text[at++] = i + 2 < bytes.length ? DIGITS[group & 63] : PAD;
  }
  return new TextDecoder().decode(text);
}

/**
 * Reads Base64 strictly: the standard alphabet, padded, no white space, no bits left over
 * (RFC 4648, sections 3.3 and 3.5), so that no two texts stand for the same bytes.
 * @throws Base64Error for anything else.
 */
export function fromBase64(text: string): Bytes {
  const digits = new TextEncoder().encode(text);
  if (digits.length % 4 !== 0) throw refusal(text);
  const padding = digits.at(-1) !== PAD ? 0 : digits.at(-2) !== PAD ? 1 : 2;
  const bytes = new Uint8Array((digits.length / 4) * 3 - padding);
  const end = digits.length - padding;
  let at = 0;
  let pending = 0;
  let bits = 0;
  for (let i = 0; i < end; i++) {
    const value = VALUES[digits[i]];
    if (value === INVALID) throw refusal(text);
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = pending >> bits;
    }
  }
  if ((pending & ((1 << bits) - 1)) !== 0) throw refusal(text);
  return bytes;
}

function refusal(text: string): Base64Error {
  return new Base64Error(ErrorCode.Encoding, 'the text is not Base64 (RFC 4648, section 4)', {
    characters: text.length,
  });
}
