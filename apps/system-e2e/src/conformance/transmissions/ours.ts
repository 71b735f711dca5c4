import { SealedRoomLink } from '@sealwave/e2ee/keys';
import type { Bytes } from '@sealwave/kernel';

/** Copies bytes for our own implementation. */
export const ours = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);

/** Reads a link of the second implementation with our own. */
export const readLink = (link: string): Promise<SealedRoomLink> =>
  SealedRoomLink.parseUrl(new URL(link));

/** The error code of a refused `attempt`, or `accepted`. */
export async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'accepted';
  } catch (error) {
    return String((error as { code?: unknown }).code ?? error);
  }
}

/** Bytes with one bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Bytes {
  const changed = Uint8Array.from(bytes);
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
}
