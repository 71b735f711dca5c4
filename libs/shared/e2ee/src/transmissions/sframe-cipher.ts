import { Aes256Gcm, hkdfSha512 } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { encodeSFrameHeader, type ReadSFrameHeader } from './sframe-header';

/** AES_256_GCM_SHA512_128 (RFC 9605, section 8.1). */
export const SFRAME_SUITE = 5;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** SFrame with suite 5 under one base key and its key id (RFC 9605, section 4.4). */
export class SFrameCipher {
  private constructor(
    private readonly keyId: bigint,
    private readonly cipher: Aes256Gcm,
    private readonly salt: Bytes,
  ) {}

  /** @param baseKey any length; the caller may wipe it. */
  static async of(keyId: bigint, baseKey: Bytes): Promise<SFrameCipher> {
    const derive = (name: string, lengthBytes: number): Promise<Bytes> =>
      hkdfSha512(baseKey, { salt: new Uint8Array(), info: infoOf(name, keyId), lengthBytes });
    const [key, salt] = await Promise.all([derive('key', KEY_BYTES), derive('salt', NONCE_BYTES)]);
    const cipher = await Aes256Gcm.fromKey(key);
    key.fill(0);
    return new SFrameCipher(keyId, cipher, salt);
  }

  /**
   * Seals one frame: header, ciphertext, tag. The caller must never use a counter twice.
   * @param metadata authenticated, not sent.
   */
  async seal(counter: bigint, plaintext: Bytes, metadata: Bytes): Promise<Bytes> {
    const header = encodeSFrameHeader({ keyId: this.keyId, counter });
    const options = { nonce: this.nonceOf(counter), aad: concat(header, metadata) };
    const sealed = await this.cipher.seal(plaintext, options);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    return concat(header, sealed.subarray(NONCE_BYTES + TAG_BYTES), tag);
  }

  /**
   * Opens a frame whose header has been read.
   * @throws SealRejectedError for another key, other metadata, or any byte changed or missing.
   */
  async open(frame: Bytes, { counter, length }: ReadSFrameHeader, metadata: Bytes): Promise<Bytes> {
    const tagAt = Math.max(length, frame.length - TAG_BYTES);
    const sealed = concat(
      ...[this.nonceOf(counter), frame.subarray(tagAt), frame.subarray(length, tagAt)],
    );
    return this.cipher.open(sealed, concat(frame.subarray(0, length), metadata));
  }

  private nonceOf(counter: bigint): Bytes {
    const nonce = this.salt.slice();
    const view = new DataView(nonce.buffer);
    view.setBigUint64(NONCE_BYTES - 8, view.getBigUint64(NONCE_BYTES - 8) ^ counter);
    return nonce;
  }
}

function infoOf(name: string, keyId: bigint): Bytes {
  const text = new TextEncoder().encode(`SFrame 1.0 Secret ${name} `);
  const numbers = new Uint8Array(10);
  const view = new DataView(numbers.buffer);
  view.setBigUint64(0, keyId);
  view.setUint16(8, SFRAME_SUITE);
  return concat(text, numbers);
}
