import {
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  type DecipherGCM,
  type KeyObject,
} from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';

/** Length of a nonce in bytes; the requirements call it IV (SP 800-38D, 8.2). */
export const NONCE_BYTES = 12;

/** Length of a full authentication tag in bytes (SP 800-38D, 5.2.1.2). */
const TAG_BYTES = 16;

/** Number of bytes that sealing adds. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** A message that is being sealed or opened, in pieces of any size. */
export interface Sealing {
  update(input: Uint8Array): void;
  /**
   * Returns the whole result.
   * @throws SealRejectedError, when opening, for another key, or any changed or missing byte.
   */
  finish(): Bytes;
}

/** The inputs of {@link Aead.newSealing}, known before the first byte. */
export interface SealingPlan {
  /** MUST be unused with this key. */
  readonly nonce: Uint8Array;
  /** Total length of the plaintext in bytes. */
  readonly length: number;
  /** Associated data: authenticated, not sent. May be empty. */
  readonly aad: Uint8Array;
}

/** The inputs of {@link Aead.newOpening}, known before the first byte. */
export interface OpeningPlan {
  /** The whole message. The caller still passes the part after the first {@link SEAL_BYTES} to `update`. */
  readonly sealed: Uint8Array;
  /** The associated data that it was sealed with. */
  readonly aad: Uint8Array;
}

/** Authenticated encryption in the layout of docs/protocol.md, section 4. */
export interface Aead {
  newSealing(key: KeyObject, plan: SealingPlan): Sealing;
  /**
   * Starts to open a message.
   * @throws SealRejectedError when it is too short.
   */
  newOpening(key: KeyObject, plan: OpeningPlan): Sealing;
}

/**
 * AES-256-GCM through OpenSSL. It is synchronous: a promise per message would cost more than the cipher.
 *
 *     | nonce: 12 bytes | tag: 16 bytes | ciphertext |
 */
export const aes256Gcm: Aead = {
  newSealing: (key, plan) => new GcmSealing(key, plan),
  newOpening: (key, plan) => new GcmOpening(key, plan),
};

class GcmSealing implements Sealing {
  private readonly cipher: CipherGCM;
  private readonly sealed: Bytes;
  private end = SEAL_BYTES;

  constructor(key: KeyObject, { nonce, length, aad }: SealingPlan) {
    this.cipher = createCipheriv('aes-256-gcm', key, nonce);
    this.cipher.setAAD(aad);
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

class GcmOpening implements Sealing {
  private readonly decipher: DecipherGCM;
  private readonly opened: Bytes;
  private end = 0;

  constructor(key: KeyObject, { sealed, aad }: OpeningPlan) {
    if (sealed.length < SEAL_BYTES) throw new SealRejectedError();
    const nonce = sealed.subarray(0, NONCE_BYTES);
    this.decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    this.decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES));
    this.decipher.setAAD(aad);
    this.opened = new Uint8Array(sealed.length - SEAL_BYTES);
  }

  update(ciphertext: Uint8Array): void {
    convert(this.decipher, ciphertext, this.opened.subarray(this.end));
    this.end += ciphertext.length;
  }

  finish(): Bytes {
    try {
      this.decipher.final();
    } catch {
      throw new SealRejectedError();
    }
    return this.opened;
  }
}

/** Bytes per call of the cipher. With more, allocating the result would cost the most. */
const PIECE_BYTES = 64 * 1024;

/** Writes the output of `cipher` for `input` to the start of `output`. */
function convert(cipher: CipherGCM | DecipherGCM, input: Uint8Array, output: Uint8Array): void {
  for (let at = 0; at < input.length; at += PIECE_BYTES) {
    output.set(cipher.update(input.subarray(at, at + PIECE_BYTES)), at);
  }
}
