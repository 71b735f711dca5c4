import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2Async = promisify(pbkdf2);

/** Length of the salt that the server draws for each connection, in bytes. */
export const SALT_BYTES = 16;

const ITERATIONS = 100_000;
const AES_KEY_BYTES = 32;

/**
 * Derives the AES key of a session: PBKDF2-HMAC-SHA256 over the agreed secret (RFC 8018, 5.2). The derivation
 * takes tens of milliseconds, so it runs on a pool thread.
 * @param secret x-coordinate of the agreed point, 32 bytes.
 */
export function deriveAesKey(secret: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  return pbkdf2Async(secret, salt, ITERATIONS, AES_KEY_BYTES, 'sha256');
}
