/** Somebody in a room: the number by which the server tells the members apart, and the name they chose. */
export interface Member {
  readonly n: number;
  /** Null for a client of the base protocol, which cannot say. */
  readonly name: string | null;
  /** Whether a moderator keeps the others from hearing them. */
  readonly muted?: boolean;
  /** Whether they may moderate. */
  readonly moderator?: boolean;
  /** Whether they may listen and not be heard. */
  readonly listener?: boolean;
}

/** What somebody in a room, or on the way into it, may do there. */
export type Role = 'listener' | 'member' | 'moderator';

/** What a moderator may do to somebody else in the room. */
export const MODERATIONS = ['mute', 'unmute', 'kick', 'ban'] as const;

/** One of {@link MODERATIONS}. */
export type Moderation = (typeof MODERATIONS)[number];

/** Members of a room at most, and so names in a roster. */
export const MAX_ROOM_MEMBERS = 64;
