import { type Bytes, decodeBase64UrlOfLength, isShortText, toBase64Url } from '@sealwave/kernel';

/** Length of an access key, a moderation key and a proof, in bytes. */
export const ROOM_KEY_BYTES = 32;
const CHARACTERS = 43;

/** Decodes a key from base64url. Null for any other value, even for another spelling of a key. */
export function readRoomKey(value: unknown): Bytes | null {
  return isShortText(value, CHARACTERS) ? decodeBase64UrlOfLength(value, ROOM_KEY_BYTES) : null;
}

/** Makes a random key: 43 characters, base64url. */
export function newRoomKey(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(ROOM_KEY_BYTES)));
}
