import { p256 } from '@noble/curves/nist.js';
import { type Bytes, concat, ErrorCode, UsageError } from '@sealwave/kernel';
import { requireBytes } from './argument-checks';
import { COMPRESSED_POINT_BYTES, PublicKeyError } from './public-key';

/**
 * 384 bits for an order of 256 bits. The extra bits leave the remainder without bias (FIPS 186-5, A.2.1 asks
 * for 64).
 */
export const WIDE_SCALAR_BYTES = 48;

/**
 * Derives a private scalar from 48 bytes of key material: `(c mod (n - 1)) + 1` (FIPS 186-5, A.2.1).
 * @throws UsageError for another length.
 */
export function scalarFromWide(wide: Bytes): Bytes {
  requireBytes({ wide }, WIDE_SCALAR_BYTES);
  return concat(p256.utils.randomSecretKey(wide));
}

/**
 * Computes the uncompressed point of a private scalar of 32 bytes.
 * @throws UsageError unless it is from 1 to the order of the curve less 1.
 */
export function pointOfScalar(scalar: Bytes): Bytes {
  if (!p256.utils.isValidSecretKey(scalar)) {
    throw new UsageError(ErrorCode.Usage, 'scalar must be from 1 to the order of P-256 less 1');
  }
  return concat(p256.getPublicKey(scalar, false));
}

/** Compresses a point to 33 bytes. @throws PublicKeyError when it is not on the curve. */
export function compressPoint(point: Bytes): Bytes {
  return concat(readPoint(point).toBytes(true));
}

/** Decompresses a point of 33 bytes. @throws PublicKeyError when there is no such point. */
export function decompressPoint(compressed: Bytes): Bytes {
  requireBytes({ compressed }, COMPRESSED_POINT_BYTES);
  return concat(readPoint(compressed).toBytes(false));
}

function readPoint(bytes: Bytes): ReturnType<typeof p256.Point.fromBytes> {
  try {
    return p256.Point.fromBytes(bytes);
  } catch (cause) {
    const message = 'the public key is not a point of P-256';
    throw new PublicKeyError(
      ErrorCode.PublicKeyInvalid,
      message,
      { length: bytes.length },
      { cause },
    );
  }
}
