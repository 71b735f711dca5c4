import type { Bytes } from '@sealwave/kernel';

/** First byte of a frame's payload: ASCII letters, as the requirements name them. */
export const FrameType = {
  /** A public key, from either side. */
  PublicKey: 0x4b, // 'K'
  /** The salt for the key derivation, from the server. */
  Salt: 0x53, // 'S'
  /** A sealed audio message. */
  Audio: 0x41, // 'A'
  /** What one side understands beyond the requirements, or controls, sealed as audio is. */
  Control: 0x43, // 'C'
  /** Asks for a secured hop, and answers that, in the clear. */
  Hello: 0x48, // 'H'
} as const;

/** A frame type that this version knows. */
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

/**
 * One message on the TCP connection (docs/protocol.md, section 2). `type` is whatever byte came:
 * the owner of the connection decides what an unknown one means in its state.
 */
export interface Frame {
  readonly type: number;
  readonly body: Bytes;
}

/** Length of the field that opens a frame; it counts the type byte and the body, not itself. */
export const LENGTH_BYTES = 4;

/** Length of the type field. */
export const TYPE_BYTES = 1;

/**
 * One frame as it goes over the wire, header and body in one buffer, so that it costs one write:
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
