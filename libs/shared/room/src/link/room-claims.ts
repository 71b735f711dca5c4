import { type Bytes, TextForm } from '@sealwave/kernel';
import type { Role } from '../member';
import { ROOM_ID_PATTERN } from './room-id';
import { SEALED_ROOM_ID_LENGTH, SEALED_ROOM_ID_PATTERN } from './sealed-room-id';

/** Rights of a token's holder in a room: bits of {@link RoomClaims.rights}. */
export const RoomRight = { Speak: 1, Listen: 2, Moderate: 8 } as const;

/** Reserved for inviting. A token may have this right; it grants nothing yet. */
const INVITE = 4;
/** All known bits. This version writes no other bit. */
const KNOWN_RIGHTS = RoomRight.Speak | RoomRight.Listen | INVITE | RoomRight.Moderate;

/** The claims of a room's token (docs/protocol.md, section 9.10). */
export interface RoomClaims {
  /** Id of the room in base64url: 22 characters, or 24 for a sealed room. */
  readonly room: string;
  /** When the token expires, in seconds since 1970, UTC. */
  readonly expiresAt: number;
  /** Sum of {@link RoomRight}. */
  readonly rights: number;
  /** Tells tokens apart: 16 characters, base64url. */
  readonly nonce: string;
}

const CLAIMS = new TextForm(
  64,
  new RegExp(
    String.raw`^v[12]\.(${SEALED_ROOM_ID_PATTERN}|${ROOM_ID_PATTERN})\.(\d{1,10})\.(\d{1,3})\.([\w-]{16})$`,
  ),
);

/** Writes claims as the text that the MAC of a token covers: `v1.<room>.<seconds>.<rights>.<nonce>`, `v2` for a sealed room. */
export function encodeRoomClaims({ room, expiresAt, rights, nonce }: RoomClaims): string {
  return [room.length === SEALED_ROOM_ID_LENGTH ? 'v2' : 'v1', room, expiresAt, rights, nonce].join(
    '.',
  );
}

/** Reads claims; null for any other text. Nothing has proved them yet. */
export function parseRoomClaims(text: string): RoomClaims | null {
  const [whole, room, seconds, rights, nonce] = CLAIMS.read(text) ?? [];
  if (whole === undefined) return null;
  if ((Number(rights) & ~KNOWN_RIGHTS) !== 0) return null;
  const claims = { room, expiresAt: Number(seconds), rights: Number(rights), nonce };
  // Reject any other spelling of the same claims: its MAC would be computed over another text.
  return encodeRoomClaims(claims) === text ? claims : null;
}

/** The role that `rights` grant. Null when they do not even allow listening. */
export function roleOf(rights: number): Role | null {
  if (rights & RoomRight.Moderate) return 'moderator';
  if (rights & RoomRight.Speak) return 'member';
  return rights & RoomRight.Listen ? 'listener' : null;
}

/**
 * The bytes that the MAC of a token covers.
 * @param claims as text, of any version.
 */
export function tokenMessage(claims: string): Bytes {
  return new TextEncoder().encode(`svc-token-v1\0${claims}`);
}
