import { createECDH, pbkdf2Sync, randomBytes } from 'node:crypto';
import { A, C, K, S, type Frame } from './frame';
import { FrameStream } from './frame-stream';
import { decodePublicKey, encodePublicKey, type Encoding } from './public-key';
import { openMessage, sealMessage, type HopKeys } from './sealed-message';

/** Derives the keys of a connection (docs/protocol.md, section 3.3). */
export function deriveKeys(sharedSecret: Buffer, salt: Buffer): HopKeys {
  const aes = pbkdf2Sync(sharedSecret, salt, 100_000, 32, 'sha256');
  return { aes, hmac: aes.subarray(0, 16) };
}

/** A connection after its handshake. Both ends look alike, because they share one key (M3.8). */
export class Hop {
  constructor(
    readonly stream: FrameStream,
    readonly keys: HopKeys,
    /** The key in the other end's `K`, and the salt of the connection. */
    readonly handshake: { readonly peerKey: Buffer; readonly salt: Buffer },
  ) {}

  /** Sends `audio` and returns the body of its frame. */
  send(audio: Uint8Array): Buffer {
    const body = sealMessage(this.keys, audio);
    this.stream.send(A, body);
    return body;
  }

  /** Sends a `C`; section 5.3. */
  announce(announcement = '{"t":"caps","v":1,"messages":[1]}'): void {
    this.stream.send(C, sealMessage(this.keys, Buffer.from(announcement)));
  }

  /** The announcement in the next frame, which must be a `C`. */
  async announced(): Promise<unknown> {
    const body = expectType(await this.stream.next(), C);
    return JSON.parse(openMessage(this.keys, body).toString());
  }

  /** The body of the next frame, which must be an `A`. */
  async receiveSealed(): Promise<Buffer> {
    return expectType(await this.stream.next(), A);
  }

  /** The audio of the next message. @throws Error when its tag or its HMAC is wrong. */
  async receive(): Promise<Buffer> {
    return openMessage(this.keys, await this.receiveSealed());
  }

  close(): void {
    this.stream.socket.destroy();
  }
}

/** The client's half of the handshake (docs/protocol.md, section 3.1). */
export async function shakeAsClient(stream: FrameStream, encoding: Encoding): Promise<Hop> {
  const own = createECDH('prime256v1');
  const raw = own.generateKeys();
  const peerKey = expectType(await stream.next(), K);
  stream.send(K, encodePublicKey(raw, encoding));
  const salt = expectType(await stream.next(), S);
  const keys = deriveKeys(own.computeSecret(decodePublicKey(peerKey)), salt);
  return new Hop(stream, keys, { peerKey, salt });
}

/** The server's half of the handshake (docs/protocol.md, section 3.1). */
export async function shakeAsServer(stream: FrameStream, encoding: Encoding): Promise<Hop> {
  const own = createECDH('prime256v1');
  stream.send(K, encodePublicKey(own.generateKeys(), encoding));
  const peerKey = expectType(await stream.next(), K);
  const salt = randomBytes(16);
  const keys = deriveKeys(own.computeSecret(decodePublicKey(peerKey)), salt);
  stream.send(S, salt);
  return new Hop(stream, keys, { peerKey, salt });
}

/** Connects to the voice server on `port` of this machine and enters the lobby. */
export async function join(port: number, encoding: Encoding = 'pem'): Promise<Hop> {
  return shakeAsClient(await FrameStream.open(port), encoding);
}

export function expectType(frame: Frame, type: number): Buffer {
  if (frame.type !== type) throw new Error(`a frame of type ${frame.type} instead of ${type}`);
  return frame.body;
}
