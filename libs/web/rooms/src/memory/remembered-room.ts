import type { Role } from '@sealwave/room';
import { parseRoomLink, type RoomCapability, termsOf } from '@sealwave/room/link';
import type { StoredRoom } from '../room-store';

/** A stored room as the page shows it: without its secret. */
export interface RememberedRoom {
  readonly id: string;
  /** The role of this browser when it returns. */
  readonly role: Role;
  /** When this browser was last in the room, in milliseconds since 1970. */
  readonly usedAtMs: number;
  /** When the link expires, in milliseconds since 1970; null for a link that does not expire. */
  readonly expiresAtMs: number | null;
}

/**
 * What the page shows of a stored room. `expired` when its token has ended. Null if this version cannot read
 * its link.
 */
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

/** Whether the role of `one` includes that of `other`. */
export function allows(one: RememberedRoom, other: RememberedRoom): boolean {
  return RANK[one.role] >= RANK[other.role];
}

function capabilityIn(id: string, fragment: string): RoomCapability | null {
  try {
    return parseRoomLink(id, fragment);
  } catch {
    // This version cannot read the link, or somebody altered the storage.
    return null;
  }
}
