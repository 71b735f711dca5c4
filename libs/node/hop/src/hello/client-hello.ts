import { type Bytes, concat } from '@sealwave/kernel';
import { ByteReader, u16 } from './byte-reader';
import { encodeExtensions, type HelloExtensions, readExtensions } from './hello-extensions';
import { HandshakeError } from '../handshake/session-error';

/** Longest body of an `H`, in bytes (docs/protocol.md, section 6.1). */
export const MAX_HELLO_BYTES = 2047;

/** Length of the random bytes in either hello. */
export const HELLO_RANDOM_BYTES = 32;

/** First byte of the body of a hello frame (`H`): the kind of hello. */
export const HelloKind = { Client: 0x01, Server: 0x02, Reject: 0x7f } as const;

/** Version of both hellos. */
export const HELLO_VERSION = 0x01;

const REQUIRES_AUTHENTICATION = 0x0001;
const MAX_SUITES = 8;

/** The offer of a client. */
export interface ClientHello {
  /** Whether the client refuses a server that does not prove its identity. */
  readonly requiresAuthentication: boolean;
  readonly random: Uint8Array;
  /** 1 to 8 numbers of suites. Some may be unknown. */
  readonly suites: readonly number[];
  readonly extensions: HelloExtensions;
}

/**
 * The body of an `H` of a client (docs/protocol.md, section 9.2):
 *
 *     | 01 | version | flags: u16 | random: 32 | n: u8 | suites: n x u16 | extensions |
 */
export function encodeClientHello(hello: ClientHello): Bytes {
  return concat(
    Uint8Array.of(HelloKind.Client, HELLO_VERSION),
    u16(hello.requiresAuthentication ? REQUIRES_AUTHENTICATION : 0),
    hello.random,
    Uint8Array.of(hello.suites.length),
    ...hello.suites.map(u16),
    encodeExtensions(hello.extensions),
  );
}

/**
 * Reads a client's hello.
 * @throws HandshakeError for another version, or any other form.
 */
export function parseClientHello(body: Uint8Array): ClientHello {
  const reader = new ByteReader(body);
  reader.expect(HelloKind.Client);
  const version = reader.u8();
  if (version !== HELLO_VERSION) throw HandshakeError.helloVersion(version);
  const flags = reader.u16();
  if (flags > REQUIRES_AUTHENTICATION) throw HandshakeError.malformedHello();
  const random = reader.readBytes(HELLO_RANDOM_BYTES);
  const count = reader.u8();
  if (count < 1 || count > MAX_SUITES) throw HandshakeError.malformedHello();
  const suites = Array.from({ length: count }, () => reader.u16());
  const extensions = readExtensions(reader);
  reader.end();
  return { requiresAuthentication: flags === REQUIRES_AUTHENTICATION, random, suites, extensions };
}
