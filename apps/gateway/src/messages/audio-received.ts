import type { AudioReceived } from '@sealwave/contracts';
import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';

/** The event for a received message, in Base64 unless the browser asked for bytes. */
export function toAudioReceived(incoming: Incoming, asBytes: boolean): AudioReceived {
  const { bytes, ...rest } = incoming;
  // A view that copies nothing; Socket.IO sends a Buffer as it is.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...rest,
    audio: asBytes ? buffer : base64Of(buffer, bytes),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
  };
}

/** Shares the Base64 text among all browsers that get the same file. */
const texts = new WeakMap<Uint8Array, string>();

function base64Of(buffer: Buffer, bytes: Uint8Array): string {
  const known = texts.get(bytes);
  if (known !== undefined) return known;
  const text = buffer.toString('base64');
  texts.set(bytes, text);
  return text;
}
