import { type Bytes, concat } from '@sealwave/kernel';
import { requireBytes } from './argument-checks';
import { SealRejectedError } from './seal-rejected-error';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NO_BYTES: Bytes = new Uint8Array();

/** Optional inputs of {@link Aes256Gcm.seal}. */
export interface SealOptions {
  /** Associated data: it is authenticated but not part of the result. Empty unless given. */
  readonly aad?: Bytes;
  /**
   * 12 bytes; random unless given. A caller MUST never repeat a nonce under the same key. A repeated nonce
   * reveals both plaintexts and lets an attacker forge tags.
   */
  readonly nonce?: Bytes;
}

/**
 * AES-256-GCM under one key (NIST SP 800-38D), with a tag of 16 bytes. Sealed layout:
 *
 *     nonce (12) | tag (16) | ciphertext (as long as the plaintext)
 */
export class Aes256Gcm {
  /** How many bytes longer a sealed message is than its plaintext. */
  static readonly overheadBytes = NONCE_BYTES + TAG_BYTES;

  private constructor(private readonly key: CryptoKey) {}

  /**
   * Imports a key so that it cannot be read back.
   * @param key 32 bytes. The caller may wipe its copy.
   * @throws UsageError for a key of another length.
   */
  static async fromKey(key: Bytes): Promise<Aes256Gcm> {
    requireBytes({ key }, KEY_BYTES);
    const usages: KeyUsage[] = ['encrypt', 'decrypt'];
    return new Aes256Gcm(await crypto.subtle.importKey('raw', key, 'AES-GCM', false, usages));
  }

  /**
   * Encrypts and authenticates `plaintext`. One key allows at most 2^32 calls with random nonces (SP 800-38D,
   * 8.3).
   * @throws UsageError for a nonce that is not 12 bytes.
   */
  async seal(plaintext: Bytes, options: SealOptions = {}): Promise<Bytes> {
    const { aad = NO_BYTES, nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)) } = options;
    requireBytes({ nonce }, NONCE_BYTES);
    const sealed = await crypto.subtle.encrypt(parameters(nonce, aad), this.key, plaintext);
    // WebCrypto appends the tag; our layout has it before the ciphertext.
    const ciphertext = new Uint8Array(sealed, 0, plaintext.length);
    const tag = new Uint8Array(sealed, plaintext.length);
    return concat(nonce, tag, ciphertext);
  }

  /**
   * Checks and decrypts the result of {@link seal}.
   * @throws SealRejectedError for another key, other `aad`, or any byte changed or missing.
   */
  async open(sealed: Bytes, aad: Bytes = NO_BYTES): Promise<Bytes> {
    if (sealed.length < Aes256Gcm.overheadBytes) throw new SealRejectedError();
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, Aes256Gcm.overheadBytes);
    const ciphertext = sealed.subarray(Aes256Gcm.overheadBytes);
    try {
      const joined = concat(ciphertext, tag);
      return new Uint8Array(await crypto.subtle.decrypt(parameters(nonce, aad), this.key, joined));
    } catch (cause) {
      throw new SealRejectedError({ cause });
    }
  }
}

function parameters(iv: Bytes, additionalData: Bytes): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 };
}
