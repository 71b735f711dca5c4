import { type Bytes, TextForm } from '@sealwave/kernel';
import type { Role } from '../member';
import { ROOM_ID_PATTERN } from './room-id';
import { SEALED_ROOM_ID_LENGTH, SEALED_ROOM_ID_PATTERN } from './sealed-room-id';

/** What a token lets its holder do in a room: bits of {@link RoomClaims.rights}. */
export const RoomRight = { Speak: 1, Listen: 2, Moderate: 8 } as const;

/** Kept for inviting: it may be there, and gives nothing yet. */
const INVITE = 4;
/** All bits that mean something; a sum with any other one comes from nobody who knows this version. */
const KNOWN_RIGHTS = RoomRight.Speak | RoomRight.Listen | INVITE | RoomRight.Moderate;

/** What a token of a room says (docs/protocol.md, section 9.10). */
export interface RoomClaims {
  /** Id of the room: 22 characters, base64url; of a sealed room 24. */
  readonly room: string;
  /** Seconds since 1970, UTC, after which nobody comes in with it. */
  readonly expiresAt: number;
  /** Sum of {@link RoomRight}. */
  readonly rights: number;
  /** By which one token is told from another: 16 characters, base64url. */
  readonly nonce: string;
}

const CLAIMS = new TextForm(
  64,
  new RegExp(
    String.raw`^v[12]\.(${SEALED_ROOM_ID_PATTERN}|${ROOM_ID_PATTERN})\.(\d{1,10})\.(\d{1,3})\.([\w-]{16})$`,
  ),
);

/** The text whose MAC makes a token: `v1.<room>.<seconds>.<rights>.<nonce>`, and `v2` for a sealed room. */
export function encodeRoomClaims({ room, expiresAt, rights, nonce }: RoomClaims): string {
  return [room.length === SEALED_ROOM_ID_LENGTH ? 'v2' : 'v1', room, expiresAt, rights, nonce].join(
    '.',
  );
}

/** What `text` claims, which nothing proves; null where it is no such text. */
export function parseRoomClaims(text: string): RoomClaims | null {
  const [whole, room, seconds, rights, nonce] = CLAIMS.read(text) ?? [];
  if (whole === undefined) return null;
  if ((Number(rights) & ~KNOWN_RIGHTS) !== 0) return null;
  const claims = { room, expiresAt: Number(seconds), rights: Number(rights), nonce };
  // What is not written in the one way that there is, is something else.
  return encodeRoomClaims(claims) === text ? claims : null;
}

/** What rights make somebody in the room; null for those that do not even let them listen. */
export function roleOf(rights: number): Role | null {
  if (rights & RoomRight.Moderate) return 'moderator';
  if (rights & RoomRight.Speak) return 'member';
  return rights & RoomRight.Listen ? 'listener' : null;
}

/** What the MAC of a token is made of. @param claims as text, in whatever version. */
export function tokenMessage(claims: string): Bytes {
  return new TextEncoder().encode(`svc-token-v1\0${claims}`);
}
