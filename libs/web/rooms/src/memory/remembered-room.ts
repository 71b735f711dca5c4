import type { Role } from '@sealwave/room';
import { parseRoomLink, type RoomCapability, termsOf } from '@sealwave/room/link';
import type { StoredRoom } from '../room-store';

/** A room that this browser can come back to, as far as people are shown it: without its secret. */
export interface RememberedRoom {
  readonly id: string;
  /** As whom this browser may come back. */
  readonly role: Role;
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
  const capability = capabilityIn(id, fragment);
  if (capability === null) return null;
  const { role, expiresAtMs } = termsOf(capability);
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return 'expired';
  return { id, role, usedAtMs, expiresAtMs };
}

const RANK: Readonly<Record<Role, number>> = { listener: 0, member: 1, moderator: 2 };

/** Whether who has the one may do all that the other one allows. */
export function allows(one: RememberedRoom, other: RememberedRoom): boolean {
  return RANK[one.role] >= RANK[other.role];
}

function capabilityIn(id: string, fragment: string): RoomCapability | null {
  try {
    return parseRoomLink(id, fragment);
  } catch {
    // A link that this version cannot read, or that was altered in the storage.
    return null;
  }
}
