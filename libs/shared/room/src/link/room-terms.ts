import type { Role } from '../member';

/** What a link grants in its room. */
export interface RoomTerms {
  readonly role: Role;
  /** When its token expires, in milliseconds since 1970; null for a link without an end. */
  readonly expiresAtMs: number | null;
}
