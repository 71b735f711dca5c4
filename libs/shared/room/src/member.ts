/** A person in a room: their number from the server, and their display name. */
export interface Member {
  readonly n: number;
  /** Null for a client of the base protocol, which cannot send a name. */
  readonly name: string | null;
  /** Whether a moderator muted this member. Nobody hears a muted member. */
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

/** Most members of a room. A roster has at most this number of entries. */
export const MAX_ROOM_MEMBERS = 64;
