import { WavError } from '@sealwave/audio';
import { noisePreview } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';

/** How long sealed bytes are heard: nobody wants more noise, however long the recording is. */
const NOISE_MS = 3000;

/**
 * A WAVE file of what may be heard of a message. What is sealed in a WAVE file is heard as noise, never
 * louder than -20 dBFS; null for sealed bytes of any other form.
 */
export function toPlayable({ bytes, encrypted }: Incoming): Uint8Array | null {
  if (!encrypted) return bytes;
  return isRiff(bytes) ? noiseOf(Uint8Array.from(bytes)) : null;
}

/** Null for a file that only begins as one: it is of no use, and no reason to stop listening. */
function noiseOf(file: Bytes): Bytes | null {
  try {
    return noisePreview(file, NOISE_MS);
  } catch (error) {
    if (error instanceof WavError) return null;
    throw error;
  }
}
