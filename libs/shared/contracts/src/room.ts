import type { Member, Moderation, Roster } from '@sealwave/room';

/** Somebody in a room. */
export type RoomMember = Pick<Member, 'n' | 'name'>;

/** A room, and who is in it. */
export interface RoomPresence extends Roster {
  /** `lobby`, or what the link says. */
  readonly id: string;
}

/** What a moderator does to somebody else in the room. */
export interface Moderate {
  readonly act: Moderation;
  /** Number of that member. */
  readonly n: number;
}

/** Whether this person is speaking now. */
export interface Talking {
  readonly on: boolean;
}
