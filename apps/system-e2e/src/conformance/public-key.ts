/** The encodings of section 3.2 of docs/protocol.md. */
export const ENCODINGS = ['pem', 'der', 'raw'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The bytes before the 65 bytes of the point in the worked example `server public key der`. */
const DER_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

export function pem(der: Buffer): Buffer {
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return Buffer.from(`-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`);
}

/**
 * Encodes a public key.
 * @param raw 65 bytes: `04 || x || y`
 */
export function encodePublicKey(raw: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'raw') return raw;
  const der = Buffer.concat([DER_PREFIX, raw]);
  return encoding === 'der' ? der : pem(der);
}

/** Recognises the encoding of `body`. @throws Error when it has none of them. */
export function encodingOf(body: Buffer): Encoding {
  if (body.length === 65 && body[0] === 4) return 'raw';
  if (body.length === 91 && body.subarray(0, 26).equals(DER_PREFIX)) return 'der';
  if (body.toString('latin1').startsWith('-----BEGIN PUBLIC KEY-----')) return 'pem';
  throw new Error(`not a public key: ${body.toString('hex')}`);
}

/** The 65 bytes of the point, in any encoding. */
export function decodePublicKey(body: Buffer): Buffer {
  if (encodingOf(body) !== 'pem') return body.subarray(-65);
  const base64 = body.toString('latin1').replace(/-----[A-Z ]+-----|\s/g, '');
  return decodePublicKey(Buffer.from(base64, 'base64'));
}
