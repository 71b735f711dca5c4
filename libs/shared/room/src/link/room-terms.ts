import type { Role } from '../member';

/** What a link grants in its room. */
export interface RoomTerms {
  readonly role: Role;
  /** When the link expires, in milliseconds since 1970; null for a link that does not expire. */
  readonly expiresAtMs: number | null;
}
