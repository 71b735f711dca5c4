import { type Bytes, decodeBase64UrlOfLength, TextForm, toBase64Url } from '@sealwave/kernel';

const ID_BYTES = 16;

/** A created room's id as part of a regular expression: 16 bytes in base64url. */
export const ROOM_ID_PATTERN = String.raw`[\w-]{22}`;

const ID = new TextForm(22, new RegExp(`^${ROOM_ID_PATTERN}$`));

/** Whether `value` has the form of a created room's id. The lobby's id does not. */
export function isRoomId(value: unknown): value is string {
  return ID.matches(value);
}

/** Makes a random id for a new room. */
export function newRoomId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}

/** The 16 bytes that an id stands for; null for any other text, or another spelling of an id. */
export function roomIdBytes(id: string): Bytes | null {
  return decodeBase64UrlOfLength(id, ID_BYTES);
}
