import { type Bytes, concat, fromHex } from '@sealwave/kernel';
import { requireBytes } from './argument-checks';

const SCALAR_BYTES = 32;
const BEFORE_SCALAR = '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420';
const BEFORE_POINT = 'a144034200';

/**
 * Encodes a P-256 key pair as PKCS #8 with its public half (RFC 5958, RFC 5915). Every platform imports this
 * form.
 * @param scalar 32 bytes, big-endian. The caller wipes what is returned.
 * @throws UsageError for another length.
 */
export function encodePkcs8(scalar: Bytes, publicPoint: Bytes): Bytes {
  requireBytes({ scalar }, SCALAR_BYTES);
  return concat(fromHex(BEFORE_SCALAR), scalar, fromHex(BEFORE_POINT), publicPoint);
}
