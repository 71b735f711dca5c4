import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { encodePublicKey } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { SIGNATURE_BYTES } from '../hello/server-hello';

/** The order of P-256 (SEC 2, section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF = SIGNATURE_BYTES / 2;

/**
 * Signs with ECDSA on P-256 and SHA-256 (FIPS 186-5, 6.4): `r || s`. Of the two valid values of s it uses the
 * lower. So nobody can derive a second valid signature.
 */
export function signIdentity(key: KeyObject, message: Uint8Array): Bytes {
  const signature = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = toNumber(signature.subarray(HALF));
  if (isHigh(s)) {
    const lower = (ORDER - s).toString(16).padStart(2 * HALF, '0');
    signature.write(lower, HALF, 'hex');
  }
  return new Uint8Array(signature);
}

/** Whether the owner of `point` made `signature` over `message`. Accepts only a low s. */
export function verifyIdentity(
  point: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== SIGNATURE_BYTES || isHigh(toNumber(signature.subarray(HALF)))) {
    return false;
  }
  const spki = Buffer.from(encodePublicKey(point, 'der'));
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function isHigh(s: bigint): boolean {
  return 2n * s > ORDER;
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
