/** A person in a room: the number by which the server tells members apart, and their display name. */
export interface Member {
  readonly n: number;
  /** Null for a client of the base protocol, which cannot send one. */
  readonly name: string | null;
  /** Whether a moderator muted this member, so that nobody hears them. */
  readonly muted?: boolean;
  /** Whether they may moderate. */
  readonly moderator?: boolean;
  /** Whether they may only listen. */
  readonly listener?: boolean;
}

/** What a client may do in a room. */
export type Role = 'listener' | 'member' | 'moderator';

/** What a moderator may do to another member. */
export const MODERATIONS = ['mute', 'unmute', 'kick', 'ban'] as const;

/** One of {@link MODERATIONS}. */
export type Moderation = (typeof MODERATIONS)[number];

/** Most members of a room, and so most entries of a roster. */
export const MAX_ROOM_MEMBERS = 64;
