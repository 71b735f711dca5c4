import { createECDH, pbkdf2Sync, randomBytes } from 'node:crypto';
import { A, C, encodeFrame, H, K, S, T } from '../frame';
import { FrameStream } from '../frame-stream';
import { expectType } from '../hop';
import { decodePublicKey, encodePublicKey } from '../public-key';
import {
  Direction,
  fingerprintOf,
  hmac,
  secretsOf,
  type Sent,
  sha256,
  transcript,
  verifyLow,
} from './secured-keys';

/** The fields of a control record (docs/protocol.md, section 9.7). */
export type Control = Readonly<Record<string, unknown>> & { readonly t: string };

export const JOIN: Control = { t: 'join', v: 1, room: 'lobby', caps: [] };

const ABOUT_ROOM: readonly string[] = ['here', 'gone', 'talking', 'muted', 'sent'];

/** A client hello of section 9.2. */
export function clientHello(
  suites: readonly number[] = [2, 1],
  extensions = Buffer.alloc(0),
): Buffer {
  const tail = Buffer.alloc(2 * suites.length + 2);
  suites.forEach((suite, i) => tail.writeUInt16BE(suite, 2 * i));
  tail.writeUInt16BE(extensions.length, 2 * suites.length);
  const head = Buffer.of(1, 1, 0, 1);
  return Buffer.concat([head, randomBytes(32), Buffer.of(suites.length), tail, extensions]);
}

/** Either end of a secured hop after its handshake. */
export class SecuredHop {
  constructor(
    readonly stream: FrameStream,
    readonly sending: Direction,
    readonly receiving: Direction,
    /** The server's hello, for a test to look at. Empty at the server. */
    readonly hello: Buffer = Buffer.alloc(0),
    /** Bound to this connection; section 9.3. */
    readonly exporter: Buffer = Buffer.alloc(0),
  ) {}

  /** Sends a record and returns its whole frame. */
  send(audio: Uint8Array): Buffer {
    return this.sendRecord(A, Buffer.from(audio));
  }

  control(record: Control): Buffer {
    return this.sendRecord(C, Buffer.from(JSON.stringify(record)));
  }

  /** Sends a part of a transmission (docs/protocol.md, section 9.11). */
  sendPart(part: Uint8Array): Buffer {
    return this.sendRecord(T, Buffer.from(part));
  }

  /** Sends the last record of an epoch, and moves on to the next epoch. */
  rekey(): void {
    this.control({ t: 'rekey' });
    this.sending.renew();
  }

  /** The next audio. Control records before it are skipped. */
  async receive(): Promise<Buffer> {
    for (;;) {
      const [type, plaintext] = await this.nextRecord();
      if (type === A) return plaintext;
    }
  }

  /** The next part of a transmission. Control records before it are skipped. */
  async nextPart(): Promise<Buffer> {
    for (;;) {
      const [type, plaintext] = await this.nextRecord();
      if (type === T) return plaintext;
      if (type !== C) throw new Error('audio in a sealed room');
    }
  }

  /** The next control record of a kind. Other control records before it are skipped. */
  async nextOf(t: string): Promise<Control> {
    for (;;) {
      const control = await this.nextAboutRoom();
      if (control.t === t) return control;
    }
  }

  /** The next record, which must be a control record. Records about other members are skipped. */
  async nextControl(): Promise<Control> {
    for (;;) {
      const control = await this.nextAboutRoom();
      if (!ABOUT_ROOM.includes(control.t)) return control;
    }
  }

  /** The next record, which must be a control record of any kind. */
  async nextAboutRoom(): Promise<Control> {
    const [type, plaintext] = await this.nextRecord();
    if (type !== C) throw new Error('audio instead of a control record');
    return JSON.parse(plaintext.toString()) as Control;
  }

  /** The next record of any type, with its content. */
  async nextRecord(): Promise<[number, Buffer]> {
    const { type, body } = await this.stream.next();
    const plaintext = this.receiving.open(type, body);
    if (type === C && JSON.parse(plaintext.toString()).t === 'rekey') this.receiving.renew();
    return [type, plaintext];
  }

  close(): void {
    this.stream.socket.destroy();
  }

  private sendRecord(type: number, plaintext: Buffer): Buffer {
    const frame = encodeFrame(type, this.sending.seal(type, plaintext));
    this.stream.socket.write(frame);
    return frame;
  }
}

/** How a test changes the behaviour of its client. */
export interface ClientOptions {
  readonly hello?: Buffer;
  /** The hello that reaches the server, if it is not `hello`. */
  readonly arriving?: Buffer;
  /** Whether the client waits for the salt before its hello. */
  readonly isLate?: boolean;
}

/** The client's half of the hellos, with all checks, up to the join (docs/protocol.md, sections 9.1 to 9.3). */
export async function shakeSecured(
  stream: FrameStream,
  options: ClientOptions = {},
): Promise<SecuredHop> {
  const { hello = clientHello(), arriving = hello, isLate = false } = options;
  const own = createECDH('prime256v1');
  const clientKey = encodePublicKey(own.generateKeys(), 'raw');
  const serverKey = expectType(await stream.next(), K);
  const flights = [encodeFrame(K, clientKey), encodeFrame(H, arriving)];
  stream.socket.write(isLate ? flights[0] : Buffer.concat(flights));
  const salt = expectType(await stream.next(), S);
  if (isLate) stream.socket.write(flights[1]);
  const answer = expectType(await stream.next(), H);
  const secret = own.computeSecret(decodePublicKey(serverKey));
  const sent = { serverKey, clientKey, clientHello: hello, salt };
  const secrets = checkHello(sent, secret, answer);
  return new SecuredHop(
    stream,
    new Direction(secrets.c2s),
    new Direction(secrets.s2c),
    answer,
    secrets.exporter,
  );
}

/** Connects to the voice server on `port` of this machine and joins the lobby. */
export async function joinSecured(
  port: number,
  caps: readonly string[] = [],
  options: ClientOptions = {},
): Promise<SecuredHop> {
  const hop = await shakeSecured(await FrameStream.open(port), options);
  hop.control({ ...JOIN, caps });
  const { t } = await hop.nextControl();
  if (t !== 'joined') throw new Error(`${t} instead of joined`);
  return hop;
}

/** The public key of the identity in a server's hello. */
export const identityOf = (hello: Buffer): Buffer => hello.subarray(39, 104);

/** The fingerprint of the server at the other end of a hop. */
export const serverOf = ({ hello }: SecuredHop): string => fingerprintOf(identityOf(hello));

/** The extensions of a server's hello, with their types and lengths. */
export const extensionsOf = (hello: Buffer): Buffer => hello.subarray(106, -96);

function checkHello(sent: Sent, secret: Buffer, answer: Buffer): ReturnType<typeof secretsOf> {
  const signedPart = answer.subarray(0, -96);
  const signature = answer.subarray(-96, -32);
  const th1 = transcript(sent, signedPart);
  const message = Buffer.concat([Buffer.from('svc-hop-v1 server identity\0'), th1]);
  if (!verifyLow(identityOf(answer), message, signature)) throw new Error('the signature is wrong');
  const secrets = secretsOf(materialOf(signedPart, secret, sent.salt), sha256(th1, signature));
  if (!secrets.finished.equals(answer.subarray(-32))) throw new Error('finished is wrong');
  return secrets;
}

function materialOf(signedPart: Buffer, secret: Buffer, salt: Buffer): Buffer {
  if (signedPart.readUInt16BE(36) === 2) return secret;
  return Buffer.concat([secret, pbkdf2Sync(secret, salt, 100_000, 32, 'sha256')]);
}

/** A code under a random key, for forged records. */
export const wrongCode = (): Buffer => hmac(randomBytes(32), randomBytes(32));
