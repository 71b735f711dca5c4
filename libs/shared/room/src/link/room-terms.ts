import type { Role } from '../member';

/** What a link allows in its room. */
export interface RoomTerms {
  readonly role: Role;
  /** When its token ends, in milliseconds since 1970; null for a link that does not end. */
  readonly expiresAtMs: number | null;
}
