/** One frame of docs/protocol.md, section 2. */
export interface Frame {
  readonly type: number;
  readonly body: Buffer;
}

/** The type bytes of frames (docs/protocol.md, section 2). */
export const K = 0x4b;
export const S = 0x53;
export const A = 0x41;
export const C = 0x43;
export const H = 0x48;
export const T = 0x54;

/** Encodes `length: u32 | type: u8 | body`. The length counts the type byte and the body (M2.1). */
export function encodeFrame(type: number, body: Uint8Array): Buffer {
  return Buffer.concat([frameHead(body.length + 1, type), body]);
}

/** The first five bytes of a frame that claims `length`, true or not. */
export function frameHead(length: number, type: number): Buffer {
  const head = Buffer.alloc(5, type);
  head.writeUInt32BE(length);
  return head;
}
