import { type Bytes, concat } from '@sealwave/kernel';
import { requireCount } from './argument-checks';
import { HmacSha256 } from './hmac-sha256';

/** 255 blocks of SHA-256. The counter of the expansion is one byte (RFC 5869, section 2.3). */
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
 * Derives keys with HKDF-SHA256 (RFC 5869). The secret must be hard to guess, such as an ECDH result.
 * @throws UsageError when `lengthBytes` is out of range.
 */
export async function hkdfSha256(secret: Bytes, options: HkdfOptions): Promise<Bytes> {
  const { salt, info, lengthBytes } = options;
  requireCount({ lengthBytes }, MAX_HKDF_BYTES);
  return hkdf(secret, { hash: 'SHA-256', salt, info }, lengthBytes);
}

/**
 * Derives keys as {@link hkdfSha256} does, with SHA-512.
 * @throws UsageError when `lengthBytes` is out of range.
 */
export async function hkdfSha512(secret: Bytes, options: HkdfOptions): Promise<Bytes> {
  const { salt, info, lengthBytes } = options;
  requireCount({ lengthBytes }, 2 * MAX_HKDF_BYTES);
  return hkdf(secret, { hash: 'SHA-512', salt, info }, lengthBytes);
}

/**
 * Computes one block of HKDF-Expand with SHA-256 (RFC 5869, section 2.3): 32 bytes. The key must be uniform
 * already, such as a key of a chain.
 * @throws UsageError for a key of less than 16 bytes.
 */
export async function expandSha256(key: Bytes, info: Bytes): Promise<Bytes> {
  return (await HmacSha256.fromKey(key)).sign(concat(info, Uint8Array.of(1)));
}

/**
 * Derives 32 bytes with PBKDF2-HMAC-SHA256 (RFC 8018, section 5.2), slowly on purpose.
 * @throws UsageError when `rounds` is not from 1 to 2^31.
 */
export async function pbkdf2Sha256(password: Bytes, salt: Bytes, rounds: number): Promise<Bytes> {
  requireCount({ rounds }, 2 ** 31);
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
}

async function hkdf(
  secret: Bytes,
  parameters: Omit<HkdfParams, 'name'>,
  lengthBytes: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', ...parameters };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, lengthBytes * 8));
}
