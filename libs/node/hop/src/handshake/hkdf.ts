import { createHmac } from 'node:crypto';

/** HKDF-SHA256, extract step (RFC 5869, section 2.2). It takes microseconds, so it is synchronous. */
export function hkdfExtract(salt: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(secret).digest();
}

/** HKDF-SHA256, expand step for one block of 32 bytes (RFC 5869, section 2.3). */
export function hkdfExpand(key: Uint8Array, info: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(info).update(Uint8Array.of(1)).digest();
}
