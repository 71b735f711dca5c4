import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { encodeFrame, frameHead, H, K, S } from '../frame';
import { encodePublicKey } from '../public-key';

const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The bodies of all frames before the server's hello (docs/protocol.md, section 9.3). */
export interface Sent {
  readonly serverKey: Buffer;
  readonly clientKey: Buffer;
  readonly clientHello: Buffer;
  readonly salt: Buffer;
}

export const sha256 = (...parts: (string | Buffer)[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

export const hmac = (key: Buffer, ...parts: (string | Buffer)[]): Buffer =>
  createHmac('sha256', key)
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

/** HKDF-Expand to one block (RFC 5869, section 2.3). */
const expand = (key: Buffer, info: string | Buffer): Buffer => hmac(key, info, Buffer.of(1));

export function fingerprintOf(point: Buffer): string {
  return `svc1:${sha256('svc-hop-v1 identity\0\x01', point).toString('base64url')}`;
}

export function transcript(sent: Sent, signedPart: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(signedPart.length);
  return sha256(
    'svc-hop-v1\0',
    encodeFrame(K, sent.serverKey),
    encodeFrame(K, sent.clientKey),
    encodeFrame(H, sent.clientHello),
    encodeFrame(S, sent.salt),
    length,
    signedPart,
  );
}

/** Signs with ECDSA. Uses the lower of the two values of s, or on request the higher. */
export function signLow(key: KeyObject, message: Buffer, wantsHigh = false): Buffer {
  const signature = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${signature.toString('hex', 32)}`);
  if (2n * s > ORDER !== wantsHigh) {
    signature.write((ORDER - s).toString(16).padStart(64, '0'), 32, 'hex');
  }
  return signature;
}

export function verifyLow(point: Buffer, message: Buffer, signature: Buffer): boolean {
  if (2n * BigInt(`0x${signature.toString('hex', 32)}`) > ORDER) return false;
  const key = createPublicKey({ key: encodePublicKey(point, 'der'), format: 'der', type: 'spki' });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** The secrets of both ends of a secured hop. `material` depends on the suite. */
export function secretsOf(
  material: Buffer,
  th2: Buffer,
): Record<'finished' | 'c2s' | 's2c' | 'exporter', Buffer> {
  const prk = hmac(th2, material);
  const derive = (label: string): Buffer =>
    expand(prk, Buffer.concat([Buffer.from(`svc-hop-v1 ${label}\0`), th2]));
  const finished = hmac(derive('s finished'), th2);
  const [c2s, s2c] = [derive('c2s secret'), derive('s2c secret')];
  return { finished, c2s, s2c, exporter: derive('exporter') };
}

/** One direction of a secured hop (sections 9.4 and 9.5). */
export class Direction {
  epoch = 0;
  sequence = 0;

  constructor(private held: Buffer) {}

  /** The secret of the present epoch. */
  get secret(): Buffer {
    return this.held;
  }

  /** The key of the present epoch. */
  get key(): Buffer {
    return expand(this.held, 'svc-hop-v1 key');
  }

  get nonce(): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(this.epoch);
    nonce.writeBigUInt64BE(BigInt(this.sequence), 4);
    return nonce;
  }

  /** The body of the next record. `mac` replaces the right HMAC by a wrong one. */
  seal(type: number, plaintext: Buffer, mac?: Buffer): Buffer {
    const { nonce } = this;
    const code = mac ?? hmac(expand(this.held, 'svc-hop-v1 mac'), nonce, plaintext);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(frameHead(1 + 28 + plaintext.length + code.length, type));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.update(code), cipher.final()]);
    this.sequence++;
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /**
   * Opens the next record.
   * @throws Error for any other or changed record.
   */
  open(type: number, body: Buffer): Buffer {
    const { nonce } = this;
    if (!body.subarray(0, 12).equals(nonce)) throw new Error('not the next record');
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce);
    decipher.setAAD(frameHead(1 + body.length, type)).setAuthTag(body.subarray(12, 28));
    const opened = Buffer.concat([decipher.update(body.subarray(28)), decipher.final()]);
    const plaintext = opened.subarray(0, -32);
    const code = hmac(expand(this.held, 'svc-hop-v1 mac'), nonce, plaintext);
    if (!timingSafeEqual(code, opened.subarray(-32))) throw new Error('the HMAC does not fit');
    this.sequence++;
    return plaintext;
  }

  renew(): void {
    this.held = expand(this.held, 'svc-hop-v1 next');
    this.epoch++;
    this.sequence = 0;
  }
}
