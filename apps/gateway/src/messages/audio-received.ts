import type { AudioReceived } from '@sealwave/contracts';
import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';

/** What a browser is told of what came; Base64 unless it asked for bytes. */
export function toAudioReceived(incoming: Incoming, asBytes: boolean): AudioReceived {
  const { bytes, ...rest } = incoming;
  // A view of bytes that are not copied; Socket.IO sends a Buffer as it is.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...rest,
    audio: asBytes ? buffer : base64Of(buffer, bytes),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
  };
}

/** One text for all who hear the same file. */
const texts = new WeakMap<Uint8Array, string>();

function base64Of(buffer: Buffer, bytes: Uint8Array): string {
  const known = texts.get(bytes);
  if (known !== undefined) return known;
  const text = buffer.toString('base64');
  texts.set(bytes, text);
  return text;
}
