import { type Bytes, decodeBase64UrlOfLength, TextForm, toBase64Url } from '@sealwave/kernel';

const ID_BYTES = 16;

/** The id of a room that people made, as a part of a regular expression: 16 bytes in base64url. */
export const ROOM_ID_PATTERN = String.raw`[\w-]{22}`;

const ID = new TextForm(22, new RegExp(`^${ROOM_ID_PATTERN}$`));

/** Whether a text has the form of an id; the lobby's has not. */
export function isRoomId(value: unknown): value is string {
  return ID.matches(value);
}

/** An id that no room has had. */
export function newRoomId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}

/** The 16 bytes that an id stands for; null for a text that is no id, or another spelling of one. */
export function roomIdBytes(id: string): Bytes | null {
  return decodeBase64UrlOfLength(id, ID_BYTES);
}
