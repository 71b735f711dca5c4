import { readLinkTerms, type RoomLinkTerms } from '@sealwave/e2ee/link-terms';
import type { Role } from '@sealwave/room';
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
  const terms = termsIn(id, fragment);
  if (terms === null) return null;
  const { role, expiresAtMs } = terms;
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return 'expired';
  return { id, role, usedAtMs, expiresAtMs };
}

const RANK: Readonly<Record<Role, number>> = { listener: 0, member: 1, moderator: 2 };

/** Whether the role of `one` includes that of `other`. */
export function allows(one: RememberedRoom, other: RememberedRoom): boolean {
  return RANK[one.role] >= RANK[other.role];
}

function termsIn(id: string, fragment: string): RoomLinkTerms | null {
  try {
    return readLinkTerms(id, fragment);
  } catch {
    // The link is of another version, or somebody altered the storage.
    return null;
  }
}
