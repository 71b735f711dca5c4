import { type Bytes, fromBase64Url } from '@sealwave/kernel';
import { parseRoomClaims } from './room-claims';
import { isRoomId } from './room-id';
import { readRoomKey } from './room-key';

/** What a client shows to servers to enter a room: what the room opens to, or a token. */
export type RoomCredential = KeyCredential | TokenCredential;

/** The credential of a person with the room's own link. */
export interface KeyCredential {
  /** Id of the room: 22 characters, base64url. */
  readonly id: string;
  /**
   * What the room opens to, 43 characters, base64url: 32 bytes. It follows from the link's secret, not the other way
   * round.
   */
  readonly access: string;
  /** Of who made it, 43 characters, base64url: opens the room as to a moderator. */
  readonly moderation?: string;
}

/** The credential of a person with a token. */
export interface TokenCredential {
  readonly id: string;
  /** What the token says its holder may do (docs/protocol.md, section 9.10). */
  readonly claims: string;
  /** What makes it one, 43 characters, base64url; goes no further than to the gateway. */
  readonly mac: string;
}

/** What opens a room: 32 bytes each. */
export interface OpeningKeys {
  readonly access: Bytes;
  readonly moderation?: Bytes;
}

/** Whether that has the form of a credential; whether it opens a room, only the voice server knows. */
export function isRoomCredential(value: unknown): value is RoomCredential {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { id, access, moderation, claims, mac } = fields;
  if (!isRoomId(id)) return false;
  if ('access' in fields) return isKey(access) && (moderation === undefined || isKey(moderation));
  return typeof claims === 'string' && parseRoomClaims(claims)?.room === id && isKey(mac);
}

/**
 * The key to prove that somebody has the credential.
 * @throws Base64Error for one that {@link isRoomCredential} refuses.
 */
export function provingKey(credential: RoomCredential): Bytes {
  if (!('access' in credential)) return fromBase64Url(credential.mac);
  return fromBase64Url(credential.moderation ?? credential.access);
}

/**
 * What a room opens to that is made with the credential; null for a token, which makes none.
 * @throws Base64Error for one that {@link isRoomCredential} refuses.
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
