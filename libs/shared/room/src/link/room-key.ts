import { type Bytes, decodeBase64UrlOfLength, isShortText, toBase64Url } from '@sealwave/kernel';

/** Bytes of what a room opens to, of what its moderators have, and of a proof. */
export const ROOM_KEY_BYTES = 32;
const CHARACTERS = 43;

/** The 32 bytes of a key, in the one way in which base64url writes them; null for anything else. */
export function readRoomKey(value: unknown): Bytes | null {
  return isShortText(value, CHARACTERS) ? decodeBase64UrlOfLength(value, ROOM_KEY_BYTES) : null;
}

/** A key that nobody has had: 43 characters, base64url. */
export function newRoomKey(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(ROOM_KEY_BYTES)));
}
