import { parseRoomClaims, type Role } from '@sealwave/room';
import { type ListenerFields, type MemberFields, readLinkFields } from './link-fields';

/** What a link says of its holder. */
export interface RoomLinkTerms {
  readonly role: Role;
  /** When its token ends, in milliseconds since 1970; null for a link that does not end. */
  readonly expiresAtMs: number | null;
}

/**
 * Reads what a link grants from its form alone, without loading any arithmetic of keys. Whether its parts belong together is for
 * `SealedRoomLink.parse` to check.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomLinkError as `SealedRoomLink.parse` does.
 */
export function readLinkTerms(id: string, fragment: string): RoomLinkTerms {
  return linkTermsOf(readLinkFields(id, fragment));
}

/** What a link with these fields grants. */
export function linkTermsOf(fields: MemberFields | ListenerFields): RoomLinkTerms {
  if (!('listen' in fields)) {
    return { role: fields.scalar === null ? 'member' : 'moderator', expiresAtMs: null };
  }
  const seconds = parseRoomClaims(fields.claims)?.expiresAt;
  return { role: 'listener', expiresAtMs: seconds === undefined ? null : seconds * 1000 };
}
