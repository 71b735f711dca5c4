import { type Bytes, fromBase64Url } from '@sealwave/kernel';
import { parseRoomClaims } from './room-claims';
import { isRoomId } from './room-id';
import { readRoomKey } from './room-key';

/** What a client shows to servers to enter a room: the room's keys, or a token. */
export type RoomCredential = KeyCredential | TokenCredential;

/** The credential of a person with the room's own link. */
export interface KeyCredential {
  /** Id of the room: 22 characters, base64url. */
  readonly id: string;
  /**
   * The access key, 32 bytes as 43 characters of base64url. It is derived from the link's secret and does not
   * reveal it.
   */
  readonly access: string;
  /** The moderation key, 43 characters, base64url. Only the person who created the room has it. */
  readonly moderation?: string;
}

/** The credential of a person with a token. */
export interface TokenCredential {
  readonly id: string;
  /** The claims of the token, as text (docs/protocol.md, section 9.10). */
  readonly claims: string;
  /** The MAC of the claims, 43 characters, base64url. The gateway may get it, the voice server never. */
  readonly mac: string;
}

/** The keys of a created room, 32 bytes each. */
export interface OpeningKeys {
  readonly access: Bytes;
  readonly moderation?: Bytes;
}

/** Whether `value` has the form of a credential. Only the voice server knows whether it admits to a room. */
export function isRoomCredential(value: unknown): value is RoomCredential {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { id, access, moderation, claims, mac } = fields;
  if (!isRoomId(id)) return false;
  if ('access' in fields) return isKey(access) && (moderation === undefined || isKey(moderation));
  return typeof claims === 'string' && parseRoomClaims(claims)?.room === id && isKey(mac);
}

/**
 * The key that proves that a client has the credential.
 * @throws Base64Error for a value that {@link isRoomCredential} rejects.
 */
export function provingKey(credential: RoomCredential): Bytes {
  if (!('access' in credential)) return fromBase64Url(credential.mac);
  return fromBase64Url(credential.moderation ?? credential.access);
}

/**
 * The keys for creating a room with the credential. Null for a token, which cannot create a room.
 * @throws Base64Error for a value that {@link isRoomCredential} rejects.
 */
export function openingKeys(credential: RoomCredential): OpeningKeys | null {
  if (!('access' in credential)) return null;
  const { access, moderation } = credential;
  return {
    access: fromBase64Url(access),
    ...(moderation && { moderation: fromBase64Url(moderation) }),
  };
}

function isKey(value: unknown): boolean {
  return readRoomKey(value) !== null;
}
