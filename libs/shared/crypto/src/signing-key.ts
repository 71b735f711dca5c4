import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { requireBytes } from './argument-checks';
import { encodePkcs8 } from './pkcs8';
import { POINT_BYTES, PublicKeyError } from './public-key';

const UNCOMPRESSED = 0x04;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

/**
 * A {@link SigningKey} in the form that `postMessage` and IndexedDB take: the private half is a handle, which nobody can
 * read.
 */
export interface StoredSigningKey {
  readonly publicPoint: Bytes;
  readonly privateKey: CryptoKey;
}

/** A key pair that signs with ECDSA on P-256 and SHA-256 (FIPS 186-5, 6). */
export class SigningKey {
  private constructor(
    /** The public half: an uncompressed point, 65 bytes. */
    readonly publicPoint: Bytes,
    private readonly privateKey: CryptoKey,
  ) {}

  /** Makes a new pair. The private half stays in WebCrypto and cannot be exported. */
  static async generate(): Promise<SigningKey> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const point = await crypto.subtle.exportKey('raw', pair.publicKey);
    return new SigningKey(new Uint8Array(point), pair.privateKey);
  }

  /**
   * The pair of a private scalar, 32 bytes big-endian, and the point that belongs to it.
   * @throws UsageError for other lengths.
   * @throws PublicKeyError when the two are not a pair, as far as the platform looks at that.
   */
  static async fromScalar(scalar: Bytes, publicPoint: Bytes): Promise<SigningKey> {
    requireBytes({ publicPoint }, POINT_BYTES);
    const pkcs8 = encodePkcs8(scalar, publicPoint);
    try {
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['sign']);
      return new SigningKey(publicPoint, key);
    } catch (cause) {
      throw refusal(cause);
    } finally {
      pkcs8.fill(0);
    }
  }

  /** The pair that {@link stored} gave out. */
  static fromStored({ publicPoint, privateKey }: StoredSigningKey): SigningKey {
    return new SigningKey(publicPoint, privateKey);
  }

  /** What a page keeps of it. */
  get stored(): StoredSigningKey {
    return { publicPoint: this.publicPoint, privateKey: this.privateKey };
  }

  /** Signs `message`: 64 bytes, different at each call. */
  async sign(message: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign(ALGORITHM, this.privateKey, message));
  }
}

/**
 * Whether the owner of `publicPoint` made `signature` over `message`. As in the standard, both `s` and `n -
 * s` are valid: where a signature must be unique, something else has to cover it.
 * @throws UsageError when `publicPoint` is not 65 bytes.
 * @throws PublicKeyError when it is not on the curve.
 */
export async function verifySignature(
  publicPoint: Bytes,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  requireBytes({ publicPoint }, POINT_BYTES);
  const key = await verificationKey(publicPoint);
  return crypto.subtle.verify(ALGORITHM, key, signature, message);
}

/**
 * Lets WebCrypto check that the point is on the curve, so that a page needs no curve arithmetic of its own.
 */
async function verificationKey(publicPoint: Bytes): Promise<CryptoKey> {
  // Some platforms also accept other forms of a point.
  if (publicPoint[0] !== UNCOMPRESSED) throw refusal();
  try {
    return await crypto.subtle.importKey('raw', publicPoint, CURVE, false, ['verify']);
  } catch (cause) {
    throw refusal(cause);
  }
}

function refusal(cause?: unknown): PublicKeyError {
  const message = 'the public key is not a point of P-256';
  return new PublicKeyError(ErrorCode.PublicKeyInvalid, message, {}, { cause });
}
