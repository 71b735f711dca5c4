import { createECDH, generateKeyPairSync } from 'node:crypto';
import { example } from './document';
import { pem } from './public-key';

const raw = example('server public key raw');
const der = example('server public key der');

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

function compressed(): Buffer {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return pair.getPublicKey(null, 'compressed');
}

function spki(namedCurve: string, paramEncoding: 'named' | 'explicit'): Buffer {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve, paramEncoding });
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** Keys that must be refused (docs/protocol.md, M3.7). Each has a name for the test. */
export const REFUSED_KEYS: readonly (readonly [name: string, body: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a compressed point', compressed()],
  ['a compressed point in DER', compressedSpki()],
  ['a hybrid point', changed(raw, 0, 6)],
  ['a point off the curve', changed(raw, 64, raw[64] ^ 1)],
  ['a point off the curve in DER', changed(der, 90, der[90] ^ 1)],
  ['a point off the curve in PEM', pem(changed(der, 90, der[90] ^ 1))],
  ['coordinates above the prime', Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)])],
  ['zero coordinates', Buffer.concat([Buffer.of(4), Buffer.alloc(64)])],
  ['the point at infinity', Buffer.of(0)],
  ['the point at infinity in DER', infinitySpki()],
  ['P-384', spki('secp384r1', 'named')],
  ['P-384 in PEM', pem(spki('secp384r1', 'named'))],
  ['secp256k1', spki('secp256k1', 'named')],
  ['spelled out parameters', spki('prime256v1', 'explicit')],
  ['spelled out parameters in PEM', pem(spki('prime256v1', 'explicit'))],
  ['a byte behind the point', Buffer.concat([raw, Buffer.of(0)])],
  ['a byte behind the DER', Buffer.concat([der, Buffer.of(0)])],
  ['a byte behind the DER within PEM', pem(Buffer.concat([der, Buffer.of(0)]))],
  ['text behind the PEM', Buffer.concat([pem(der), Buffer.from('x')])],
  ['two keys in PEM', Buffer.concat([pem(der), pem(der)])],
  ['a PEM above 256 bytes', Buffer.concat([pem(der), Buffer.alloc(100, '\n')])],
  ['a PEM that never ends', pem(der).subarray(0, -27)],
  ['another label in PEM', Buffer.from(pem(der).toString().replaceAll('PUBLIC', 'PRIVATE'))],
  ['a DER cut short', der.subarray(0, -1)],
  ['a point cut short', raw.subarray(0, -1)],
];

function compressedSpki(): Buffer {
  const point = compressed();
  const head = Buffer.from(der.subarray(0, 26));
  head[1] -= 32;
  head[24] -= 32;
  return Buffer.concat([head, point]);
}

function infinitySpki(): Buffer {
  const head = Buffer.from(der.subarray(0, 26));
  head[1] -= 64;
  head[24] -= 64;
  return Buffer.concat([head, Buffer.of(0)]);
}
