import type { Bytes } from '@sealwave/kernel';
import { requireCount } from './argument-checks';

const HASH = 'SHA-256';
/** 255 blocks of SHA-256: the counter of the expansion is one byte (RFC 5869, section 2.3). */
const MAX_HKDF_BYTES = 255 * 32;
/** WebCrypto counts iterations, and bits of output, in 32 bits. */
const MAX_UINT32 = 2 ** 32 - 1;
const MAX_PBKDF2_BYTES = Math.floor(MAX_UINT32 / 8);

/** What {@link hkdfSha256} takes in addition to the secret. */
export interface HkdfOptions {
  /** Any length; empty stands for 32 zero bytes. */
  readonly salt: Bytes;
  /** Tells keys for different uses apart. */
  readonly info: Bytes;
  /** How many bytes to derive: 1 to 8160. */
  readonly lengthBytes: number;
}

/** What {@link pbkdf2Sha256} takes in addition to the password. */
export interface Pbkdf2Options {
  readonly salt: Bytes;
  readonly iterations: number;
  /** How many bytes to derive. */
  readonly lengthBytes: number;
}

/**
 * Derives keys from a secret that is already hard to guess, such as an ECDH result
 * (HKDF-SHA256, RFC 5869).
 * @throws UsageError when `lengthBytes` is out of range.
 */
export async function hkdfSha256(secret: Bytes, options: HkdfOptions): Promise<Bytes> {
  const { salt, info, lengthBytes } = options;
  requireCount({ lengthBytes }, MAX_HKDF_BYTES);
  return derive(secret, { name: 'HKDF', hash: HASH, salt, info }, lengthBytes);
}

/**
 * Derives a key from a password, slowly on purpose (PBKDF2-HMAC-SHA256, RFC 8018, section 5.2).
 * Runs off the calling thread.
 * @throws UsageError when `iterations` or `lengthBytes` is not a whole number from 1.
 */
export async function pbkdf2Sha256(password: Bytes, options: Pbkdf2Options): Promise<Bytes> {
  const { salt, iterations, lengthBytes } = options;
  requireCount({ iterations }, MAX_UINT32);
  requireCount({ lengthBytes }, MAX_PBKDF2_BYTES);
  return derive(password, { name: 'PBKDF2', hash: HASH, salt, iterations }, lengthBytes);
}

async function derive(
  secret: Bytes,
  algorithm: HkdfParams | Pbkdf2Params,
  lengthBytes: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, algorithm.name, false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, lengthBytes * 8));
}
