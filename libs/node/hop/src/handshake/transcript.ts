import { createHash } from 'node:crypto';
import { encodeFrame, FrameType } from '@sealwave/wire';
import { u32 } from '../hello/byte-reader';

/** What both sides sent before the server's hello: the unchanged bodies of the frames. */
export interface HandshakeMessages {
  readonly serverKey: Uint8Array;
  readonly clientKey: Uint8Array;
  readonly clientHello: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * The hash that the server signs (docs/protocol.md, section 9.3). It covers everything sent so far, and the
 * server's own hello up to the signature. The order is fixed and does not depend on the order of arrival.
 */
export function transcriptToSign(flights: HandshakeMessages, signedPart: Uint8Array): Buffer {
  return createHash('sha256')
    .update('svc-hop-v1\0')
    .update(encodeFrame(FrameType.PublicKey, flights.serverKey))
    .update(encodeFrame(FrameType.PublicKey, flights.clientKey))
    .update(encodeFrame(FrameType.Hello, flights.clientHello))
    .update(encodeFrame(FrameType.Salt, flights.salt))
    .update(u32(signedPart.length))
    .update(signedPart)
    .digest();
}

/** The hash that all keys depend on. It also covers the signature. */
export function signedTranscript(toSign: Uint8Array, signature: Uint8Array): Buffer {
  return createHash('sha256').update(toSign).update(signature).digest();
}
