import type { Bytes } from '@sealwave/kernel';
import { encodePkcs8 } from './pkcs8';
import { pointOfScalar } from './point-arithmetic';
import { SigningKey } from './signing-key';

/**
 * Makes the signing key of a private scalar: 32 bytes, big-endian. The key cannot be read back; the caller may
 * wipe its copy of the scalar. This function is not part of `SigningKey`, so a page that only makes new keys
 * loads no arithmetic.
 * @throws UsageError unless the scalar is from 1 to the order of the curve less 1.
 */
export async function signingKeyOfScalar(scalar: Bytes): Promise<SigningKey> {
  const publicPoint = pointOfScalar(scalar);
  const pkcs8 = encodePkcs8(scalar, publicPoint);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  pkcs8.fill(0);
  return new SigningKey({ publicPoint, privateKey });
}
