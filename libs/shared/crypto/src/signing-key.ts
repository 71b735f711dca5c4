import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { requireBytes } from './argument-checks';
import { POINT_BYTES, PublicKeyError } from './public-key';

const UNCOMPRESSED = 0x04;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

/**
 * A {@link SigningKey} in a form that `postMessage` and IndexedDB accept. The private half is a handle that
 * nobody can read.
 */
export interface StoredSigningKey {
  readonly publicPoint: Bytes;
  readonly privateKey: CryptoKey;
}

/** Whether a value that came out of a browser's storage has that form. */
export function isStoredSigningKey(value: unknown): value is StoredSigningKey {
  if (typeof value !== 'object' || value === null) return false;
  const { publicPoint, privateKey } = value as Partial<Record<string, unknown>>;
  const isPoint = publicPoint instanceof Uint8Array && publicPoint.length === POINT_BYTES;
  // By its own name: a page and its worker, and the tests of one, have several classes of this name.
  return isPoint && Object.prototype.toString.call(privateKey) === '[object CryptoKey]';
}

/** A key pair that signs with ECDSA on P-256 and SHA-256 (FIPS 186-5, 6). */
export class SigningKey {
  /** @param stored a key that a page has stored earlier. {@link generate} makes a new one. */
  constructor(readonly stored: StoredSigningKey) {}

  /** The public half: an uncompressed point, 65 bytes. */
  get publicPoint(): Bytes {
    return this.stored.publicPoint;
  }

  /** Makes a new pair. The private half stays in WebCrypto and cannot be exported. */
  static async generate(): Promise<SigningKey> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const point = await crypto.subtle.exportKey('raw', pair.publicKey);
    return new SigningKey({ publicPoint: new Uint8Array(point), privateKey: pair.privateKey });
  }

  /** Signs `message`: 64 bytes, different at each call. */
  async sign(message: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign(ALGORITHM, this.stored.privateKey, message));
  }
}

/**
 * Whether the owner of `publicPoint` made `signature` over `message`. As in the standard, both `s` and `n - s`
 * are valid. So a signature is not unique. Code that needs a unique signature must protect it by other means.
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
 * Imports a point for verification. WebCrypto checks that the point is on the curve, so a page needs no curve
 * arithmetic.
 */
async function verificationKey(publicPoint: Bytes): Promise<CryptoKey> {
  // Some platforms also accept a point in other forms.
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
