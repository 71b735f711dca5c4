import { createDecipheriv } from 'node:crypto';

/** Crockford's Base32, the alphabet of unlock codes (docs/sealed-recordings.md, 3). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_BYTES = 32;
const HEADER_BYTES = 44;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed bytes of the file. Its header declares them as sound. */
export function sealedBytes(file: Buffer): Buffer {
  return file.subarray(HEADER_BYTES, HEADER_BYTES + file.readUInt32LE(HEADER_BYTES - 4));
}

/**
 * Opens a sealed recording according to docs/sealed-recordings.md. Uses Node's cryptography, and none of the
 * code that sealed the recording.
 * @throws Error when the tag is wrong.
 */
export function openWithNode(file: Buffer, code: string): Buffer {
  const sealed = sealedBytes(file);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(code), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}

function keyOf(code: string): Buffer {
  const bits = [...code.replaceAll('-', '')]
    .map((symbol) => ALPHABET.indexOf(symbol).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.slice(0, KEY_BYTES).map((byte) => parseInt(byte, 2)));
}
