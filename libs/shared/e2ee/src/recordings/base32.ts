import type { Bytes } from '@sealwave/kernel';

/** Crockford's alphabet: digits and letters. It lacks U, and lacks I, L and O because they resemble digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;

/**
 * Encodes bytes as Base32 in Crockford's alphabet. Upper case, highest bit first, eight symbols for five bytes.
 */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  for (let bit = 0; bit < bytes.length * 8; bit += BITS) {
    const pair = (bytes[bit >> 3] << 8) | bytes[(bit >> 3) + 1];
    text += ALPHABET[(pair >> (16 - BITS - (bit & 7))) & 31];
  }
  return text;
}

/**
 * Reads Base32 in either case. O, I and L count as the digits 0, 1 and 1.
 * @param text a multiple of eight symbols.
 * @returns `undefined` when it contains any other character.
 */
export function fromBase32(text: string): Bytes | undefined {
  const symbols = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const bytes = new Uint8Array((symbols.length * BITS) / 8);
  for (let i = 0; i < symbols.length; i++) {
    const value = ALPHABET.indexOf(symbols[i]);
    if (value < 0) return undefined;
    const shifted = value << (16 - BITS - ((i * BITS) & 7));
    const at = (i * BITS) >> 3;
    bytes[at] |= shifted >> 8;
    if (at + 1 < bytes.length) bytes[at + 1] |= shifted & 0xff;
  }
  return bytes;
}
