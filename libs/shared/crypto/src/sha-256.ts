import type { Bytes } from '@sealwave/kernel';

/** The SHA-256 hash of `message` (FIPS 180-4): 32 bytes. */
export async function sha256(message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', message));
}
