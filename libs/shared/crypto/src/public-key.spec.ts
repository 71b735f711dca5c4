import { p256 } from '@noble/curves/nist.js';
import { type Bytes, concat, ErrorCode, fromHex, toBase64, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { EphemeralKey } from './ephemeral-key';
import {
  encodePublicKey,
  parsePublicKey,
  PublicKeyError,
  type PublicKeyFormat,
} from './public-key';

const FORMATS = ['pem', 'der', 'raw'] as const satisfies readonly PublicKeyFormat[];
const POINT = EphemeralKey.fromScalar(new Uint8Array(32).fill(7)).publicPoint;
const DER = encodePublicKey(POINT, 'der');
const PEM = new TextDecoder().decode(encodePublicKey(POINT, 'pem'));

const refused = expect.objectContaining({ code: ErrorCode.PublicKeyInvalid, peerFault: true });
const ascii = (text: string): Bytes => new TextEncoder().encode(text);
const pemOf = (der: Uint8Array): Bytes =>
  ascii(`-----BEGIN PUBLIC KEY-----\n${toBase64(der)}\n-----END PUBLIC KEY-----\n`);

describe('encodePublicKey', () => {
  it.each([
    ['raw', 65],
    ['der', 91],
    ['pem', 178],
  ] as const)('writes %s in %i bytes', (format, length) => {
    expect(encodePublicKey(POINT, format)).toHaveLength(length);
  });

  it('writes the SubjectPublicKeyInfo that WebCrypto reads and writes', async () => {
    const key = await crypto.subtle.importKey(
      'spki',
      DER,
      { name: 'ECDH', namedCurve: 'P-256' },
      true,
      [],
    );
    expect(toHex(new Uint8Array(await crypto.subtle.exportKey('raw', key)))).toBe(toHex(POINT));
    expect(toHex(new Uint8Array(await crypto.subtle.exportKey('spki', key)))).toBe(toHex(DER));
  });

  it('refuses anything but 65 bytes, and says so', () => {
    expect(() => encodePublicKey(POINT.subarray(1), 'raw')).toThrow(
      expect.objectContaining({
        code: ErrorCode.Usage,
        message: 'point must be 65 bytes, not 64',
        detail: { argument: 'point', expected: '65 bytes', actual: 64 },
      }),
    );
  });
});

describe('parsePublicKey', () => {
  it.each(FORMATS)('reads %s back', (format) => {
    const point = parsePublicKey(encodePublicKey(POINT, format));
    expect(toHex(point)).toBe(toHex(POINT));
  });

  it('returns its own memory', () => {
    const encoded = POINT.slice();
    const point = parsePublicKey(encoded);
    encoded.fill(0);
    expect(toHex(point)).toBe(toHex(POINT));
  });

  it.each([
    ['CRLF', PEM.replaceAll('\n', '\r\n')],
    ['no newline at the end', PEM.trimEnd()],
    ['all Base64 in one line', PEM.replace(/(?<=[\w+/]{64})\n/, '')],
  ])('reads PEM with %s', (_, text) => {
    expect(text).not.toBe(PEM);
    expect(toHex(parsePublicKey(ascii(text)))).toBe(toHex(POINT));
  });

  const offCurve = POINT.slice();
  offCurve[64] ^= 1;
  const compressed = p256.Point.fromBytes(POINT).toBytes(true);
  const hybrid = concat(Uint8Array.of(6 + (POINT[64] & 1)), POINT.subarray(1));
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['the point at infinity', Uint8Array.of(0)],
    ['a compressed point', compressed],
    ['a hybrid point', hybrid],
    ['a point off the curve', offCurve],
    ['a point off the curve in DER', encodePublicKey(offCurve, 'der')],
    ['a point off the curve in PEM', encodePublicKey(offCurve, 'pem')],
    ['coordinates of zero', concat(Uint8Array.of(4), new Uint8Array(64))],
    ['a coordinate above the field', concat(Uint8Array.of(4), new Uint8Array(64).fill(255))],
    ['a point with a byte left over', concat(POINT, Uint8Array.of(0))],
    ['a point cut short', POINT.subarray(0, 64)],
    ['DER with a byte left over', concat(DER, Uint8Array.of(0))],
    ['DER of a hybrid point', concat(DER.subarray(0, 26), hybrid)],
    [
      'DER of another curve (secp256k1)',
      concat(fromHex('3056301006072a8648ce3d020106052b8104000a034200'), POINT),
    ],
    ['PEM with a space before it', ascii(` ${PEM}`)],
    ['PEM with a byte order mark', concat(fromHex('efbbbf'), ascii(PEM))],
    ['PEM with an empty line after it', ascii(`${PEM}\n`)],
    ['PEM under another label', ascii(PEM.replaceAll('PUBLIC', 'EC PUBLIC'))],
    ['PEM of a key cut short', pemOf(DER.subarray(0, 90))],
    ['PEM with bits left over', ascii(PEM.replace(/.==/, '/=='))],
    ['PEM in the URL alphabet', ascii(PEM.replace(/M/, '_'))],
    ['a megabyte', new Uint8Array(1 << 20)],
  ])('refuses %s', (_, encoded) => {
    expect(() => parsePublicKey(encoded)).toThrow(PublicKeyError);
    expect(() => parsePublicKey(encoded)).toThrow(refused);
  });

  it('throws only PublicKeyError, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(() => parsePublicKey(noise)).toThrow(PublicKeyError);
      }),
    );
  });

  it.each(FORMATS)('refuses %s with any one bit flipped', (format) => {
    const encoded = encodePublicKey(POINT, format);
    for (let bit = 0; bit < encoded.length * 8; bit++) {
      const flipped = encoded.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(() => parsePublicKey(flipped)).toThrow(PublicKeyError);
    }
  });
});
