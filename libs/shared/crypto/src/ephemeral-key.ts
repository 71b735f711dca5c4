import { p256 } from '@noble/curves/nist.js';
import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { POINT_BYTES, requireOnCurve } from './public-key';
import { requireBytes } from './argument-checks';

const SCALAR_BYTES = 32;

/**
 * A P-256 key pair for one key agreement (SP 800-56A, 5.7.1.2). An agreement is synchronous and takes about 3
 * ms. The private scalar never leaves the object. Call {@link destroy} after use.
 */
export class EphemeralKey {
  /** The public half: an uncompressed point, 65 bytes. */
  readonly publicPoint: Bytes;
  // Private at run time, so that no inspection or serialisation of the object reveals it.
  readonly #scalar: Uint8Array;

  private constructor(scalar: Uint8Array) {
    this.#scalar = scalar;
    this.publicPoint = p256.getPublicKey(scalar, false);
  }

  /** Makes a new pair with the platform's random generator. */
  static generate(): EphemeralKey {
    return new EphemeralKey(p256.utils.randomSecretKey());
  }

  /**
   * Makes the key pair of a given private scalar, for known-answer tests. The scalar is 32 bytes, big-endian,
   * and is copied.
   * @throws UsageError unless it is 32 bytes and from 1 to the order of the curve less 1.
   */
  static fromScalar(scalar: Uint8Array): EphemeralKey {
    requireBytes({ scalar }, SCALAR_BYTES);
    if (!p256.utils.isValidSecretKey(scalar)) {
      throw new UsageError(ErrorCode.Usage, 'scalar must be from 1 to the order of P-256 less 1');
    }
    return new EphemeralKey(scalar.slice());
  }

  /**
   * Computes the secret shared with the owner of `peerPoint`: the x-coordinate of the common point, 32 bytes.
   * @param peerPoint an uncompressed point, 65 bytes, as `parsePublicKey` returns it.
   * @throws UsageError after {@link destroy}, or when `peerPoint` is not 65 bytes.
   * @throws PublicKeyError when `peerPoint` is not on the curve.
   */
  agree(peerPoint: Uint8Array): Bytes {
    // Zero is not a valid scalar, so all zeros mark a destroyed key.
    const wiped = this.#scalar.every((byte) => byte === 0);
    if (wiped) throw new UsageError(ErrorCode.Usage, 'the key was destroyed');
    requireBytes({ peerPoint }, POINT_BYTES);
    requireOnCurve(peerPoint);
    const commonPoint = p256.getSharedSecret(this.#scalar, peerPoint);
    // The common point is compressed. Its first byte holds the sign of y, which is not part of the secret.
    const secret = commonPoint.slice(1);
    commonPoint.fill(0);
    return secret;
  }

  /**
   * Overwrites the private scalar. A second call is harmless. Copies that the JavaScript engine made are out of
   * reach; the garbage collector frees those.
   */
  destroy(): void {
    this.#scalar.fill(0);
  }
}
