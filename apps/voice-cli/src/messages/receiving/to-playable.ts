import { WavError } from '@sealwave/audio';
import { noisePreview } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';

/**
 * Duration of the noise for sealed bytes, in milliseconds. Nobody wants more, however long the recording is.
 */
const NOISE_MS = 3000;

/**
 * Converts a message into a WAVE file to play. A sealed WAVE file becomes noise, never louder than -20 dBFS.
 * Null for sealed bytes of any other form.
 */
export function toPlayable({ bytes, encrypted }: Incoming): Uint8Array | null {
  if (!encrypted) return bytes;
  return isRiff(bytes) ? noiseOf(Uint8Array.from(bytes)) : null;
}

/** Makes the noise. Null for a malformed file, which is no reason to stop listening. */
function noiseOf(file: Bytes): Bytes | null {
  try {
    return noisePreview(file, NOISE_MS);
  } catch (error) {
    if (error instanceof WavError) return null;
    throw error;
  }
}
