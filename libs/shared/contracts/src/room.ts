import type { Member, Moderation, Roster } from '@sealwave/room';

/** A member as events name them. */
export type RoomMember = Pick<Member, 'n' | 'name'>;

/** A room and its members. */
export interface RoomPresence extends Roster {
  /** `lobby`, or the id in the room's link. */
  readonly id: string;
}

/** A moderator's request to mute, unmute, remove or ban a member. */
export interface Moderate {
  readonly act: Moderation;
  /** The member's number. */
  readonly n: number;
}

/** Whether this person is speaking now. */
export interface Talking {
  readonly on: boolean;
}
