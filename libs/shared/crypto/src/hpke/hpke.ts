import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat } from '@sealwave/kernel';
import { requireBytes } from '../argument-checks';
import { encodePkcs8 } from '../pkcs8';
import { POINT_BYTES } from '../public-key';
import { SealRejectedError } from '../seal-rejected-error';

const TAG_BYTES = 16;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A key pair for DHKEM(P-256, HKDF-SHA256). The private half stays in WebCrypto and cannot be exported. */
export class HpkeKey {
  private constructor(
    /** The public half: an uncompressed point, 65 bytes. */
    readonly publicPoint: Bytes,
    /** The pair itself. Only {@link sealWithHpke} and {@link openWithHpke} use it. */
    readonly pair: CryptoKeyPair,
  ) {}

  /**
   * Imports the pair of a given private scalar, for known-answer tests. The scalar is 32 bytes, big-endian.
   * @throws UsageError for other lengths.
   */
  static async fromScalar(scalar: Bytes, publicPoint: Bytes): Promise<HpkeKey> {
    requireBytes({ publicPoint }, POINT_BYTES);
    const pkcs8 = encodePkcs8(scalar, publicPoint);
    const [publicKey, privateKey] = await Promise.all([
      crypto.subtle.importKey('raw', publicPoint, CURVE, true, []),
      crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['deriveBits']),
    ]);
    pkcs8.fill(0);
    return new HpkeKey(publicPoint, { publicKey, privateKey });
  }

  /** Makes a new pair. */
  static async generate(): Promise<HpkeKey> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
    const point = await crypto.subtle.exportKey('raw', pair.publicKey);
    return new HpkeKey(new Uint8Array(point), pair);
  }
}

/** Both parties, and the inputs on which they must agree. */
export interface HpkeParties {
  /** The key pair of this side. */
  readonly own: HpkeKey;
  /** Public half of the other side: an uncompressed point. */
  readonly peer: Bytes;
  /** Purpose of the sealed bytes. They open only with the same `info`. */
  readonly info: Bytes;
  /** A secret that both sides share, at least 32 bytes, and its id. */
  readonly psk: Bytes;
  readonly pskId: Bytes;
}

/**
 * Seals for one recipient in mode AuthPSK (RFC 9180, section 5.1.4): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. The recipient knows that the holder of `own` and `psk` made it.
 * @returns `enc (65) | ciphertext | tag (16)`.
 * @throws SealRejectedError when `peer` is not a point of the curve.
 */
export async function sealWithHpke(parties: HpkeParties, plaintext: Bytes): Promise<Bytes> {
  const { own, peer, info } = parties;
  requireBytes({ peer }, POINT_BYTES);
  const suite = newSuite();
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(peer);
    const options = { recipientPublicKey, senderKey: own.pair, info, psk: pskOf(parties) };
    const { ct, enc } = await suite.seal(options, plaintext);
    return concat(new Uint8Array(enc), new Uint8Array(ct));
  } catch (cause) {
    throw new SealRejectedError({ cause });
  }
}

/**
 * Opens what {@link sealWithHpke} made.
 * @param parties with the key of the recipient as `own` and that of the sender as `peer`.
 * @throws SealRejectedError for other keys, another `info` or `psk`, or any byte changed or missing.
 */
export async function openWithHpke(parties: HpkeParties, sealed: Bytes): Promise<Bytes> {
  const { own, peer, info } = parties;
  requireBytes({ peer }, POINT_BYTES);
  if (sealed.length < POINT_BYTES + TAG_BYTES) throw new SealRejectedError();
  const suite = newSuite();
  try {
    const senderPublicKey = await suite.kem.deserializePublicKey(peer);
    const enc = sealed.slice(0, POINT_BYTES);
    const options = { recipientKey: own.pair, enc, senderPublicKey, info, psk: pskOf(parties) };
    return new Uint8Array(await suite.open(options, sealed.slice(POINT_BYTES)));
  } catch (cause) {
    throw new SealRejectedError({ cause });
  }
}

function pskOf({ psk, pskId }: HpkeParties): { id: Bytes; key: Bytes } {
  return { id: pskId, key: psk };
}

/** A function, not a constant: loading this module then does nothing, and bundles can drop it. */
function newSuite(): CipherSuite {
  return new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
}
