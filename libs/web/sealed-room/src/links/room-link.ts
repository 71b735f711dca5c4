import type { Role, RoomCredential } from '@sealwave/room';

/** The link of a sealed room after it was checked: what it grants, and what it is shown to servers as. */
export interface RoomLink {
  readonly id: string;
  /** What follows the `#`: a secret. */
  readonly fragment: string;
  readonly role: Role;
  /** When its token ends, in milliseconds since 1970; null for a link that does not end. */
  readonly expiresAtMs: number | null;
  /** What the gateway is told to enter the room: nothing that opens what people say there. */
  readonly credential: RoomCredential;
}

/** A link to hand on. */
export interface LinkToShare {
  /** The link that the person has. */
  readonly link: Pick<RoomLink, 'id' | 'fragment'>;
  /** What the holder of the new one may do; a member's is made where the person may not grant more. */
  readonly role: Role;
  /** Address of the pages; it ends in a slash. */
  readonly base: string;
}
