import { type Bytes, decodeBase64UrlOfLength, TextForm, toBase64Url } from '@sealwave/kernel';

const ID_BYTES = 16;

/** Regular expression for a created room's id: 16 bytes in base64url. */
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

/** Decodes an id to its 16 bytes. Null for any other text, even for another spelling of an id. */
export function roomIdBytes(id: string): Bytes | null {
  return decodeBase64UrlOfLength(id, ID_BYTES);
}
