import { parseRoomClaims, RoomRight } from '@sealwave/room';
import { readRoomKey, type RoomKey } from './room-key';
import type { StoredRoom } from './room-store';

/** As whom this browser may come back to a room. */
export type RoomRole = 'moderator' | 'member' | 'listener';

/** A room that this browser can come back to, as far as people are shown it: without its secret. */
export interface RememberedRoom {
  readonly id: string;
  readonly role: RoomRole;
  /** When this browser was in it last, in milliseconds since 1970. */
  readonly usedAtMs: number;
  /** When its token ends, in milliseconds since 1970; null for a link that does not end. */
  readonly expiresAtMs: number | null;
}

/** What can be shown of a stored room: `expired` after the end of its token, null where this page cannot read it. */
export function rememberedRoom(
  { id, fragment, usedAtMs }: StoredRoom,
  nowMs: number,
): RememberedRoom | 'expired' | null {
  const key = keyIn(id, fragment);
  if (key === null) return null;
  if (!('token' in key)) {
    const role = key.moderation === null ? 'member' : 'moderator';
    return { id, role, usedAtMs, expiresAtMs: null };
  }
  const claims = parseRoomClaims(key.token.claims);
  const expiresAtMs = (claims?.expiresAt ?? 0) * 1000;
  if (claims === null) return null;
  if (expiresAtMs <= nowMs) return 'expired';
  return { id, role: roleOf(claims.rights), usedAtMs, expiresAtMs };
}

const RANK: Readonly<Record<RoomRole, number>> = { listener: 0, member: 1, moderator: 2 };

/** Whether who has the one may do all that the other one allows. */
export function allows(one: RememberedRoom, other: RememberedRoom): boolean {
  return RANK[one.role] >= RANK[other.role];
}

function keyIn(id: string, fragment: string): RoomKey | null {
  try {
    return readRoomKey(id, fragment);
  } catch {
    // A link that this version cannot read, or that was altered in the storage.
    return null;
  }
}

function roleOf(rights: number): RoomRole {
  if (rights === RoomRight.Listen) return 'listener';
  return (rights & RoomRight.Moderate) !== 0 ? 'moderator' : 'member';
}
