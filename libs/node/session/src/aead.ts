import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { Bytes } from '@sealwave/kernel';
import { SealRejectedError } from '@sealwave/crypto';

/** Length of a nonce, called IV in the requirements (SP 800-38D, 8.2). */
export const NONCE_BYTES = 12;

/** Length of an authentication tag, in full (SP 800-38D, 5.2.1.2). */
export const TAG_BYTES = 16;

/** Bytes that sealing adds. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** Authenticated encryption in the layout of docs/protocol.md, section 4. */
export interface Aead {
  /** Seals `parts`, joined, under a nonce that the key has never been used with. */
  seal(key: KeyObject, nonce: Uint8Array, parts: readonly Uint8Array[]): Bytes;
  /** @throws SealRejectedError for another key, or any changed or missing byte. */
  open(key: KeyObject, sealed: Uint8Array): Uint8Array;
}

/**
 * AES-256-GCM through OpenSSL, synchronous: a promise per message would cost more than the cipher.
 *
 *     | nonce: 12 bytes | tag: 16 bytes | ciphertext |
 */
export const aes256Gcm: Aead = {
  seal(key, nonce, parts) {
    const length = parts.reduce((total, part) => total + part.length, 0);
    const sealed = new Uint8Array(SEAL_BYTES + length);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    let at = SEAL_BYTES;
    for (const part of parts) {
      sealed.set(cipher.update(part), at);
      at += part.length;
    }
    cipher.final();
    sealed.set(nonce);
    sealed.set(cipher.getAuthTag(), NONCE_BYTES);
    return sealed;
  },

  open(key, sealed) {
    if (sealed.length < SEAL_BYTES) throw new SealRejectedError();
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES));
    const opened = decipher.update(sealed.subarray(SEAL_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealRejectedError();
    }
    return opened;
  },
};
