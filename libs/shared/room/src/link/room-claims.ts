import { TextForm } from '@sealwave/kernel';

/** What a token lets its holder do in a room: bits of {@link RoomClaims.rights}. */
export const RoomRight = { Speak: 1, Listen: 2, Moderate: 8 } as const;

/** Kept for inviting: it may be there, and gives nothing yet. */
const INVITE = 4;
/** All bits that mean something; a sum with any other one comes from nobody who knows this version. */
const KNOWN_RIGHTS = RoomRight.Speak | RoomRight.Listen | INVITE | RoomRight.Moderate;

/** What a token of a room says (docs/protocol.md, section 9.10). */
export interface RoomClaims {
  /** Id of the room: 22 characters, base64url. */
  readonly room: string;
  /** Seconds since 1970, UTC, after which nobody comes in with it. */
  readonly expiresAt: number;
  /** Sum of {@link RoomRight}. */
  readonly rights: number;
  /** By which one token is told from another: 16 characters, base64url. */
  readonly nonce: string;
}

const CLAIMS = new TextForm(64, /^v1\.([\w-]{22})\.(\d{1,10})\.(\d{1,3})\.([\w-]{16})$/);

/** The text whose MAC makes a token: `v1.<room>.<seconds>.<rights>.<nonce>`. */
export function encodeRoomClaims({ room, expiresAt, rights, nonce }: RoomClaims): string {
  return ['v1', room, expiresAt, rights, nonce].join('.');
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
