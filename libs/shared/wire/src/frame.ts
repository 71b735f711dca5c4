import type { Bytes } from '@sealwave/kernel';

/** The first byte of a frame's payload: ASCII letters, as in the requirements. */
export const FrameType = {
  /** A public key, from either side. */
  PublicKey: 0x4b, // 'K'
  /** The salt for the key derivation, from the server. */
  Salt: 0x53, // 'S'
  /** A sealed audio message. */
  Audio: 0x41, // 'A'
  /** Capabilities in addition to the requirements, or control records; sealed like audio. */
  Control: 0x43, // 'C'
  /** Asks for a secured hop, or answers that; not encrypted. */
  Hello: 0x48, // 'H'
} as const;

/** A frame type that this version knows. */
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

/**
 * One message on the TCP connection (docs/protocol.md, section 2). `type` is any byte that arrived: the owner
 * of the connection decides what to do with an unknown one.
 */
export interface Frame {
  readonly type: number;
  readonly body: Bytes;
}

/** Size of the length field in bytes. The length counts the type byte and the body, not itself. */
export const LENGTH_BYTES = 4;

/** Size of the type field in bytes. */
export const TYPE_BYTES = 1;

/**
 * Encodes one frame, header and body in one buffer, so that it takes one write:
 *
 *     | length: u32, big-endian | type: u8 | body: length - 1 bytes |
 */
export function encodeFrame(type: FrameType, body: Uint8Array): Bytes {
  const frame = new Uint8Array(LENGTH_BYTES + TYPE_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, TYPE_BYTES + body.length);
  frame[LENGTH_BYTES] = type;
  frame.set(body, LENGTH_BYTES + TYPE_BYTES);
  return frame;
}
