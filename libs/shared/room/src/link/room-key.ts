import { type Bytes, decodeBase64UrlOfLength, isShortText } from '@sealwave/kernel';

/** Length of an access key, a moderation key and a proof, in bytes. */
const ROOM_KEY_BYTES = 32;
const CHARACTERS = 43;

/** Decodes a key from base64url. Null for any other value, even for another spelling of a key. */
export function readRoomKey(value: unknown): Bytes | null {
  return isShortText(value, CHARACTERS) ? decodeBase64UrlOfLength(value, ROOM_KEY_BYTES) : null;
}
