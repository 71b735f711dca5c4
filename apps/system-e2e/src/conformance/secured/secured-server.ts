import {
  createECDH,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { H, K, S } from '../frame';
import type { FrameStream } from '../frame-stream';
import { expectType } from '../hop';
import { decodePublicKey, encodePublicKey } from '../public-key';
import { type Control, SecuredHop } from './secured-hop';
import { Direction, fingerprintOf, secretsOf, sha256, signLow, transcript } from './secured-keys';

/** The identity of a server, for tests. */
export class Identity {
  readonly key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  readonly point = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(-65);
  readonly fingerprint = fingerprintOf(this.point);
}

/** What a test has a server do wrong, or in addition. */
export interface ServerOptions {
  readonly suite?: number;
  readonly extensions?: Buffer;
  /** Whether to sign with the higher of the two values of s. */
  readonly isHigh?: boolean;
  /** Changes the whole hello before it is sent. */
  spoil?(hello: Buffer): Buffer;
}

/** The server's half of the hellos (docs/protocol.md, sections 9.1 to 9.3). */
export async function answerSecured(
  stream: FrameStream,
  identity: Identity,
  options: ServerOptions = {},
): Promise<SecuredHop> {
  const { suite = 2, extensions = Buffer.alloc(0), isHigh, spoil = (hello) => hello } = options;
  const own = createECDH('prime256v1');
  const serverKey = encodePublicKey(own.generateKeys(), 'pem');
  stream.send(K, serverKey);
  const clientKey = expectType(await stream.next(), K);
  const clientHello = expectType(await stream.next(), H);
  const salt = randomBytes(16);
  stream.send(S, salt);
  const numbers = Buffer.alloc(4);
  numbers.writeUInt16BE(suite);
  numbers.writeUInt16BE(extensions.length, 2);
  const signedPart = Buffer.concat([
    Buffer.of(2, 1, 0, 0),
    randomBytes(32),
    numbers.subarray(0, 2),
    Buffer.of(1),
    identity.point,
    numbers.subarray(2),
    extensions,
  ]);
  const th1 = transcript({ serverKey, clientKey, clientHello, salt }, signedPart);
  const message = Buffer.concat([Buffer.from('svc-hop-v1 server identity\0'), th1]);
  const signature = signLow(identity.key, message, isHigh);
  const secret = own.computeSecret(decodePublicKey(clientKey));
  const { finished, c2s, s2c } = secretsOf(secret, sha256(th1, signature));
  stream.send(H, spoil(Buffer.concat([signedPart, signature, finished])));
  return new SecuredHop(stream, new Direction(s2c), new Direction(c2s));
}

/**
 * Answers the client of a secured hop and lets it into the lobby. Also resolves with the fields of the client's
 * join.
 */
export async function admitSecured(
  stream: FrameStream,
  identity: Identity,
  options: ServerOptions = {},
): Promise<{ readonly hop: SecuredHop; readonly join: Control }> {
  const hop = await answerSecured(stream, identity, options);
  const join = await hop.nextControl();
  hop.control({ t: 'joined', v: 1, caps: ['message1'] });
  return { hop, join };
}

/** Makes the extension that names the next identity (docs/protocol.md, section 9.6), signed with `identity`. */
export function nextIdentity(identity: Identity, next: Buffer): Buffer {
  const message = Buffer.concat([Buffer.from('svc-hop-v1 next identity\0'), next]);
  const value = Buffer.concat([next, signLow(identity.key, message)]);
  return Buffer.concat([Buffer.of(0, 2, 0, value.length), value]);
}
