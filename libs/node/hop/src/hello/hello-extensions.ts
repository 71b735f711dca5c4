import { type Bytes, concat } from '@sealwave/kernel';
import { type ByteReader, u16 } from './byte-reader';
import { HandshakeError } from '../handshake/session-error';

/** Extensions of a hello by type; unknown ones are ignored. */
export type HelloExtensions = ReadonlyMap<number, Uint8Array>;

/** Type of the extension that names the server's next identity (docs/protocol.md, 9.6). */
export const NEXT_IDENTITY = 0x0002;

const MAX_EXTENSION_BYTES = 1024;

/**
 * Encodes extensions: `length: u16 | (type: u16 | length: u16 | value)*`. The first length covers all
 * extensions.
 */
export function encodeExtensions(extensions: HelloExtensions): Bytes {
  const all = concat(
    ...[...extensions].map(([type, value]) => concat(u16(type), u16(value.length), value)),
  );
  return concat(u16(all.length), all);
}

/**
 * Reads extensions.
 * @throws HandshakeError when they are too long or cut short, or one occurs twice.
 */
export function readExtensions(reader: ByteReader): HelloExtensions {
  const length = reader.u16();
  if (length > MAX_EXTENSION_BYTES) throw HandshakeError.malformedHello();
  const end = reader.left - length;
  const extensions = new Map<number, Uint8Array>();
  while (reader.left > end) {
    const type = reader.u16();
    if (extensions.has(type)) throw HandshakeError.malformedHello();
    extensions.set(type, reader.readBytes(reader.u16()));
  }
  if (reader.left !== end) throw HandshakeError.malformedHello();
  return extensions;
}
