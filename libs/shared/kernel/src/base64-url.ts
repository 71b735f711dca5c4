import { Base64Error, fromBase64, toBase64 } from './base64';
import type { Bytes } from './bytes';

/**
 * Encodes bytes as base64url (RFC 4648, section 5): with `-` and `_` instead of `+` and `/`, and without
 * padding.
 */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Decodes base64url. Accepts only the text that {@link toBase64Url} writes for the same bytes.
 * @throws Base64Error for any other text.
 */
export function fromBase64Url(text: string): Bytes {
  // These three are not in the alphabet of base64url. Without this check, they would pass as Base64.
  const foreign = /[+/=]/.test(text);
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(foreign ? '!' : digits.padEnd(Math.ceil(text.length / 4) * 4, '='));
}

/**
 * Decodes base64url of exactly `count` bytes. Null for any other text, even for another spelling of the same
 * bytes.
 */
export function decodeBase64UrlOfLength(text: string, count: number): Bytes | null {
  if (text.length !== Math.ceil((count * 4) / 3)) return null;
  try {
    const bytes = fromBase64Url(text);
    return bytes.length === count ? bytes : null;
  } catch (error) {
    if (error instanceof Base64Error) return null;
    throw error;
  }
}
