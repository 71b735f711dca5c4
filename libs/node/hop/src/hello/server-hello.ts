import { type Bytes, concat } from '@sealwave/kernel';
import { POINT_BYTES } from '@sealwave/crypto';
import { ByteReader, u16 } from './byte-reader';
import { HELLO_RANDOM_BYTES, HELLO_VERSION, HelloKind } from './client-hello';
import { encodeExtensions, type HelloExtensions, readExtensions } from './hello-extensions';
import { MAC_BYTES } from '../record/integrity';
import { HandshakeError } from '../handshake/session-error';

/** Length of a signature, `r || s`, in bytes. */
export const SIGNATURE_BYTES = 64;

const ECDSA_P256_SHA256 = 0x01;
const REQUIRES_HOP = 0x0001;

/** The part of a server's answer that its signature covers. */
export interface ServerHello {
  /** Whether the server requires a secured hop for rooms other than the lobby. */
  readonly requiresSecuredHop: boolean;
  readonly random: Uint8Array;
  readonly suite: number;
  /** Public key of the server's identity, an uncompressed point. */
  readonly identity: Uint8Array;
  readonly extensions: HelloExtensions;
}

/** A server's answer, parsed but not verified. */
export interface SignedServerHello {
  readonly hello: ServerHello;
  /** The bytes that {@link signature} covers. */
  readonly signedPart: Bytes;
  readonly signature: Bytes;
  readonly finished: Bytes;
}

/**
 * The signed part of the server's `H` (docs/protocol.md, section 9.2). The signature comes after it, then the
 * proof of the keys:
 *
 *     | 02 | version | flags: u16 | random: 32 | suite: u16 | 01 | identity: 65 | extensions |
 */
export function encodeServerHello(hello: ServerHello): Bytes {
  return concat(
    Uint8Array.of(HelloKind.Server, HELLO_VERSION),
    u16(hello.requiresSecuredHop ? REQUIRES_HOP : 0),
    hello.random,
    u16(hello.suite),
    Uint8Array.of(ECDSA_P256_SHA256),
    hello.identity,
    encodeExtensions(hello.extensions),
  );
}

/**
 * Reads a server's hello.
 * @throws HandshakeError for another version, or any other form.
 */
export function parseServerHello(body: Uint8Array): SignedServerHello {
  const reader = new ByteReader(body);
  reader.expect(HelloKind.Server);
  const version = reader.u8();
  if (version !== HELLO_VERSION) throw HandshakeError.helloVersion(version);
  const flags = reader.u16();
  if (flags > REQUIRES_HOP) throw HandshakeError.malformedHello();
  const random = reader.readBytes(HELLO_RANDOM_BYTES);
  const suite = reader.u16();
  reader.expect(ECDSA_P256_SHA256);
  const identity = reader.readBytes(POINT_BYTES);
  const extensions = readExtensions(reader);
  const signedPart = new Uint8Array(body.subarray(0, body.length - reader.left));
  const signature = reader.readBytes(SIGNATURE_BYTES);
  const finished = reader.readBytes(MAC_BYTES);
  reader.end();
  const hello = { requiresSecuredHop: flags === REQUIRES_HOP, random, suite, identity, extensions };
  return { hello, signedPart, signature, finished };
}
