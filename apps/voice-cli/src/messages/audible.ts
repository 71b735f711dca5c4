import type { Incoming } from '@sealwave/node/voice-client';

/** A file of what may be heard of a message; null for what is sealed in a way that is not known here. */
export function audible({ bytes, encrypted }: Incoming): Uint8Array | null {
  return encrypted ? null : bytes;
}
