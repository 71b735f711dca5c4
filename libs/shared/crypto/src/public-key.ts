import { p256 } from '@noble/curves/nist.js';
import {
  Base64Error,
  type Bytes,
  concat,
  ErrorCode,
  fromBase64,
  fromHex,
  toBase64,
  VoiceError,
} from '@sealwave/kernel';
import { requireBytes } from './argument-checks';

/** Bytes from the peer that are not a P-256 public key in an accepted form. */
export class PublicKeyError extends VoiceError {
  override readonly peerFault = true;
}

/**
 * How a public key is written on the wire (docs/protocol.md, section 3.2). `pem` and `der` are a
 * SubjectPublicKeyInfo (RFC 5480). `raw` is the uncompressed point alone.
 */
export type PublicKeyFormat = 'pem' | 'der' | 'raw';

/** Length in bytes of an uncompressed P-256 point, `04 | x | y` (SEC 1, section 2.3.3). */
export const POINT_BYTES = 65;

/** Length of a compressed P-256 point, `02` or `03`, then x. A page that only reads links loads no arithmetic for it. */
export const COMPRESSED_POINT_BYTES = 33;

const UNCOMPRESSED = 0x04;
/** The bytes before the point in the SubjectPublicKeyInfo of a P-256 key. */
const SPKI_PREFIX = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');
const SPKI_BYTES = SPKI_PREFIX.length + POINT_BYTES;
const MAX_PEM_BYTES = 256;
const PEM_LINE_CHARACTERS = 64;
/** PEM of a P-256 key (RFC 7468). The Base64 has two lines, or both joined into one. */
const PEM =
  /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z\d+/]{64})(?:\r?\n)?([A-Za-z\d+/]{58}==)\r?\n-----END PUBLIC KEY-----(?:\r?\n)?$/;

/**
 * Reads a P-256 public key in any {@link PublicKeyFormat}. Recognises the format by content.
 * @returns the uncompressed point, 65 bytes, checked to be on the curve.
 * @throws PublicKeyError for everything else: compressed points, other curves, explicit curve parameters,
 * points off the curve, the point at infinity, trailing bytes.
 */
export function parsePublicKey(encoded: Uint8Array): Bytes {
  const point = extractPoint(encoded);
  requireOnCurve(point);
  return point;
}

/**
 * Writes an uncompressed point of 65 bytes in the given format. As in OpenSSL, PEM has lines of 64 columns that
 * end in LF.
 * @throws UsageError when `point` is not 65 bytes.
 */
export function encodePublicKey(point: Uint8Array, format: PublicKeyFormat): Bytes {
  requireBytes({ point }, POINT_BYTES);
  switch (format) {
    case 'raw':
      return concat(point);
    case 'der':
      return concat(SPKI_PREFIX, point);
    case 'pem':
      return new TextEncoder().encode(toPem(concat(SPKI_PREFIX, point)));
  }
}

/**
 * Checks that `point`, uncompressed, is on the curve.
 * @throws PublicKeyError when it is not.
 */
export function requireOnCurve(point: Uint8Array): void {
  try {
    p256.Point.fromBytes(point);
  } catch (cause) {
    throw refusal('the public key is not a point of P-256', point.length, cause);
  }
}

function extractPoint(encoded: Uint8Array): Bytes {
  if (encoded.length === POINT_BYTES && encoded[0] === UNCOMPRESSED) return concat(encoded);
  if (encoded.length === SPKI_BYTES) return pointOfSpki(encoded);
  if (encoded.length <= MAX_PEM_BYTES) return pointOfSpki(fromPem(encoded));
  throw refusal('the public key is longer than any accepted form', encoded.length);
}

function pointOfSpki(spki: Uint8Array): Bytes {
  const prefixMatches = SPKI_PREFIX.every((byte, i) => byte === spki[i]);
  if (!prefixMatches || spki[SPKI_PREFIX.length] !== UNCOMPRESSED) {
    throw refusal('the public key is not an uncompressed key of P-256', spki.length);
  }
  return concat(spki.subarray(SPKI_PREFIX.length));
}

function fromPem(encoded: Uint8Array): Bytes {
  // TextDecoder would drop a byte order mark, and so accept trailing bytes.
  const match = PEM.exec(String.fromCharCode(...encoded));
  if (match === null) throw refusal('the public key is not in an accepted form', encoded.length);
  try {
    return fromBase64(match[1] + match[2]);
  } catch (cause) {
    if (!(cause instanceof Base64Error)) throw cause;
    throw refusal('the public key is not valid PEM', encoded.length, cause);
  }
}

function toPem(spki: Uint8Array): string {
  const text = toBase64(spki);
  const first = text.slice(0, PEM_LINE_CHARACTERS);
  const second = text.slice(PEM_LINE_CHARACTERS);
  return `-----BEGIN PUBLIC KEY-----\n${first}\n${second}\n-----END PUBLIC KEY-----\n`;
}

function refusal(message: string, length: number, cause?: unknown): PublicKeyError {
  return new PublicKeyError(ErrorCode.PublicKeyInvalid, message, { length }, { cause });
}
