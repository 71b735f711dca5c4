import type { AudioReceived } from '@sealwave/contracts';
import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';

/** What a browser is told of what came; Base64 unless it asked for bytes. */
export function audioReceived(incoming: Incoming, asBytes: boolean): AudioReceived {
  const { bytes, ...rest } = incoming;
  // A view of bytes that are not copied; Socket.IO sends a Buffer as it is.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...rest,
    audio: asBytes ? buffer : buffer.toString('base64'),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
  };
}
