import { sha256 } from '@sealwave/crypto';
import { type Bytes, toHex } from '@sealwave/kernel';

/** 64 bits: enough to compare by eye and ear, and not meant to keep anybody from making a look-alike. */
const SHOWN_BYTES = 8;

/** The first bytes of the SHA-256 of a public key, as people compare it: `1A2B 3C4D 5E6F 7081`. */
export async function fingerprintOf(publicKey: Bytes): Promise<string> {
  const digits = toHex((await sha256(publicKey)).subarray(0, SHOWN_BYTES)).toUpperCase();
  return digits.replace(/.{4}(?=.)/g, '$& ');
}
