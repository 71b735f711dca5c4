import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';

/** Order of P-256. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

const IV_BYTES = 12;
const TAG_BYTES = 16;

type Part = string | Uint8Array;

/** Joins bytes and texts. A label ends in a zero, which the caller writes. */
export const join = (...parts: readonly Part[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

export const sha256 = (...parts: readonly Part[]): Buffer =>
  createHash('sha256')
    .update(join(...parts))
    .digest();

export const hmac = (key: Uint8Array, ...parts: readonly Part[]): Buffer =>
  createHmac('sha256', key)
    .update(join(...parts))
    .digest();

/** HKDF-Expand to one block (RFC 5869, section 2.3). */
export const expand = (key: Uint8Array, ...info: readonly Part[]): Buffer =>
  hmac(key, ...info, Buffer.of(1));

/** Derives a key of a room with HKDF (docs/protocol.md, section 10.1). */
export const derive = (secret: Uint8Array, info: Part, length = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'svc-e2ee-v2', info, length));

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** Seals as `IV || tag || ciphertext`. */
export function seal(
  key: Buffer,
  plaintext: Buffer,
  aad: Buffer,
  iv: Buffer = randomBytes(IV_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  const ciphertext = join(cipher.update(plaintext), cipher.final());
  return join(iv, cipher.getAuthTag(), ciphertext);
}

/**
 * Opens sealed bytes.
 * @throws Error for another key, other data, or any byte changed.
 */
export function open(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(aad).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const ciphertext = sealed.subarray(IV_BYTES + TAG_BYTES);
  return join(decipher.update(ciphertext), decipher.final());
}

/** A private scalar of P-256, and its uncompressed point. */
export interface KeyPair {
  readonly scalar: Buffer;
  readonly point: Buffer;
}

export function keyPair(scalar: Buffer): KeyPair {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(scalar);
  return { scalar, point: pair.getPublicKey() };
}

export function newKeyPair(): KeyPair {
  return keyPair(reduce(randomBytes(48)));
}

/** Reduces wide bytes to a scalar (FIPS 186-5, A.2.1): `(c mod (n - 1)) + 1`. */
export function reduce(wide: Buffer): Buffer {
  const value = (BigInt(`0x${wide.toString('hex')}`) % (ORDER - 1n)) + 1n;
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

/** Agrees on a secret: the x-coordinate of the common point. */
export function agree({ scalar }: KeyPair, peer: Buffer): Buffer {
  const own = createECDH('prime256v1');
  own.setPrivateKey(scalar);
  return own.computeSecret(peer);
}

/** Signs with ECDSA and SHA-256: `r || s`. */
export function signWith(pair: KeyPair, message: Buffer): Buffer {
  return sign('sha256', message, { key: privateKey(pair), dsaEncoding: 'ieee-p1363' });
}

export function isSignedBy(point: Buffer, message: Buffer, signature: Buffer): boolean {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  );
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function privateKey({ scalar, point }: KeyPair): KeyObject {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  );
  const key = { kty: 'EC', crv: 'P-256', x, y, d: scalar.toString('base64url') };
  return createPrivateKey({ key, format: 'jwk' });
}
