import type { Bytes } from '@sealwave/kernel';
import { requireMinBytes } from './argument-checks';

/** 128 bits: a shorter key could be found by brute force. */
const MIN_KEY_BYTES = 16;
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const;

/** HMAC-SHA256 under one key (RFC 2104). Tags have 32 bytes and are never truncated. */
export class HmacSha256 {
  private constructor(private readonly key: CryptoKey) {}

  /**
   * Imports a key so that it cannot be read back.
   * @param key at least 16 bytes. The caller may wipe its copy.
   * @throws UsageError for a shorter key.
   */
  static async fromKey(key: Bytes): Promise<HmacSha256> {
    requireMinBytes({ key }, MIN_KEY_BYTES);
    const usages: KeyUsage[] = ['sign', 'verify'];
    return new HmacSha256(await crypto.subtle.importKey('raw', key, ALGORITHM, false, usages));
  }

  /** The tag of `message`, 32 bytes. */
  async sign(message: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign(ALGORITHM, this.key, message));
  }

  /** Whether `tag` is the whole tag of `message`. Takes constant time. */
  async verify(message: Bytes, tag: Bytes): Promise<boolean> {
    return crypto.subtle.verify(ALGORITHM, this.key, tag, message);
  }
}
