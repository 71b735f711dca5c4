import {
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  type DecipherGCM,
  type KeyObject,
} from 'node:crypto';
import type { Bytes } from '@sealwave/kernel';
import { SealRejectedError } from '@sealwave/crypto';

/** Length of a nonce, called IV in the requirements (SP 800-38D, 8.2). */
export const NONCE_BYTES = 12;

/** Length of an authentication tag, in full (SP 800-38D, 5.2.1.2). */
export const TAG_BYTES = 16;

/** Bytes that sealing adds. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** Given to the cipher at a time: more than this, and memory for what it returns costs the most. */
const PIECE_BYTES = 64 * 1024;

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
    const sealing = new GcmSealing(key, nonce, length);
    for (const part of parts) sealing.update(part);
    return sealing.finish();
  },

  open(key, sealed) {
    const opening = new GcmOpening(key, sealed);
    opening.update(sealed.subarray(SEAL_BYTES));
    return opening.finish();
  },
};

/** A message that is being sealed, as many bytes at a time as its owner likes. */
export class GcmSealing {
  private readonly cipher: CipherGCM;
  private readonly sealed: Bytes;
  private end = SEAL_BYTES;

  /** @param length of all that will be sealed, in bytes. */
  constructor(key: KeyObject, nonce: Uint8Array, length: number) {
    this.cipher = createCipheriv('aes-256-gcm', key, nonce);
    this.sealed = new Uint8Array(SEAL_BYTES + length);
    this.sealed.set(nonce);
  }

  update(plaintext: Uint8Array): void {
    convert(this.cipher, plaintext, this.sealed.subarray(this.end));
    this.end += plaintext.length;
  }

  finish(): Bytes {
    this.cipher.final();
    this.sealed.set(this.cipher.getAuthTag(), NONCE_BYTES);
    return this.sealed;
  }
}

/** A message that is being opened, as many bytes at a time as its owner likes. */
export class GcmOpening {
  private readonly decipher: DecipherGCM;
  private readonly opened: Bytes;
  private end = 0;

  /**
   * @param sealed the whole message; its ciphertext still has to be given to {@link update}.
   * @throws SealRejectedError when it is too short to be one.
   */
  constructor(key: KeyObject, sealed: Uint8Array) {
    if (sealed.length < SEAL_BYTES) throw new SealRejectedError();
    const nonce = sealed.subarray(0, NONCE_BYTES);
    this.decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    this.decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES));
    this.opened = new Uint8Array(sealed.length - SEAL_BYTES);
  }

  update(ciphertext: Uint8Array): void {
    convert(this.decipher, ciphertext, this.opened.subarray(this.end));
    this.end += ciphertext.length;
  }

  /** @throws SealRejectedError for another key, or any changed or missing byte. */
  finish(): Bytes {
    try {
      this.decipher.final();
    } catch {
      throw new SealRejectedError();
    }
    return this.opened;
  }
}

/** Writes what `cipher` makes of `input` to the start of `output`. */
function convert(cipher: CipherGCM | DecipherGCM, input: Uint8Array, output: Uint8Array): void {
  for (let at = 0; at < input.length; at += PIECE_BYTES) {
    output.set(cipher.update(input.subarray(at, at + PIECE_BYTES)), at);
  }
}
