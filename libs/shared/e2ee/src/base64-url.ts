import { Base64Error, type Bytes, fromBase64, toBase64 } from '@sealwave/kernel';

/** Base64 for addresses: `-` and `_` for `+` and `/`, and no padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Reads what {@link toBase64Url} wrote, and no other spelling of the same bytes.
 * @throws Base64Error for anything else.
 */
export function fromBase64Url(text: string): Bytes {
  // The alphabet of addresses has none of these three; left in, they would pass for Base64.
  const foreign = /[+/=]/.test(text);
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(foreign ? '!' : digits.padEnd(Math.ceil(text.length / 4) * 4, '='));
}

/** The bytes that {@link toBase64Url} wrote as `text`; null for anything but exactly `count` of them. */
export function exactly(text: string, count: number): Bytes | null {
  if (text.length !== Math.ceil((count * 4) / 3)) return null;
  try {
    const bytes = fromBase64Url(text);
    return bytes.length === count ? bytes : null;
  } catch (error) {
    if (error instanceof Base64Error) return null;
    throw error;
  }
}
