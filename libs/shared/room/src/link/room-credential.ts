import { type Bytes, fromBase64Url } from '@sealwave/kernel';
import { parseRoomClaims } from './room-claims';
import { isRoomId } from './room-id';
import { readRoomKey } from './room-key';
import { areRoomFlags, isSealedRoomId, readModeratorDigest } from './sealed-room-id';

/** What a client shows to servers to enter a room: the room's keys, or a token. */
export type RoomCredential = KeyCredential | SealedKeyCredential | TokenCredential;

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

/** The credential of a member or moderator of a sealed room. Its id follows from the other fields. */
export interface SealedKeyCredential {
  /** Id of the room: 24 characters, base64url. */
  readonly id: string;
  /** The access key, 43 characters, base64url. */
  readonly access: string;
  /** Sum of `RoomFlag`. */
  readonly flags: number;
  /** Digest of the moderators' key: 16 bytes as 22 characters of base64url. */
  readonly moderator: string;
}

/** The credential of a person with a token. */
export interface TokenCredential {
  /** Id of the room: 22 characters, or 24 for a sealed room. */
  readonly id: string;
  /** The claims of the token, as text (docs/protocol.md, section 9.10). */
  readonly claims: string;
  /** The MAC of the claims, 43 characters, base64url. The gateway may get it, the voice server never. */
  readonly mac: string;
}

/** The inputs for creating a room. Keys have 32 bytes. */
export interface OpeningKeys {
  readonly access: Bytes;
  readonly moderation?: Bytes;
  /** Only a sealed room has `flags`, and a `moderator` of 16 bytes. */
  readonly flags?: number;
  readonly moderator?: Bytes;
}

/** Whether `value` has the form of a credential. Only the voice server knows whether it admits to a room. */
export function isRoomCredential(value: unknown): value is RoomCredential {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { id, access, moderation, claims, mac } = fields;
  if (!isRoomId(id) && !isSealedRoomId(id)) return false;
  if ('access' in fields && isSealedRoomId(id)) return isKey(access) && hasSealedTerms(fields);
  if ('access' in fields) return isKey(access) && (moderation === undefined || isKey(moderation));
  return typeof claims === 'string' && parseRoomClaims(claims)?.room === id && isKey(mac);
}

/**
 * The key that proves that a client has the credential.
 * @throws Base64Error for a value that {@link isRoomCredential} rejects.
 */
export function provingKey(credential: RoomCredential): Bytes {
  if (!('access' in credential)) return fromBase64Url(credential.mac);
  const isSealed = 'flags' in credential;
  return fromBase64Url((isSealed ? undefined : credential.moderation) ?? credential.access);
}

/**
 * The keys for creating a room with the credential. Null for a token, which cannot create a room.
 * @throws Base64Error for a value that {@link isRoomCredential} rejects.
 */
export function openingKeys(credential: RoomCredential): OpeningKeys | null {
  if (!('access' in credential)) return null;
  if ('flags' in credential) {
    const { flags, moderator } = credential;
    return { access: fromBase64Url(credential.access), flags, moderator: fromBase64Url(moderator) };
  }
  const { access, moderation } = credential;
  return {
    access: fromBase64Url(access),
    ...(moderation && { moderation: fromBase64Url(moderation) }),
  };
}

function hasSealedTerms({ flags, moderator }: Readonly<Record<string, unknown>>): boolean {
  return areRoomFlags(flags) && readModeratorDigest(moderator) !== null;
}

function isKey(value: unknown): boolean {
  return readRoomKey(value) !== null;
}
