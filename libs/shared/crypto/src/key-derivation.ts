import type { Bytes } from '@sealwave/kernel';
import { requireCount } from './argument-checks';

/** 255 blocks of SHA-256: the counter of the expansion is one byte (RFC 5869, section 2.3). */
const MAX_HKDF_BYTES = 255 * 32;

/** Inputs of {@link hkdfSha256} in addition to the secret. */
export interface HkdfOptions {
  /** Any length; an empty salt stands for 32 zero bytes. */
  readonly salt: Bytes;
  /** Context that separates keys for different uses. */
  readonly info: Bytes;
  /** Length of the result in bytes: 1 to 8160. */
  readonly lengthBytes: number;
}

/**
 * Derives keys from a secret that is already hard to guess, such as an ECDH result (HKDF-SHA256, RFC 5869).
 * @throws UsageError when `lengthBytes` is out of range.
 */
export async function hkdfSha256(secret: Bytes, options: HkdfOptions): Promise<Bytes> {
  const { salt, info, lengthBytes } = options;
  requireCount({ lengthBytes }, MAX_HKDF_BYTES);
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, lengthBytes * 8));
}
