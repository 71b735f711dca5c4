/** What the link of a room says to servers: what the room opens to, or a token. */
export type RoomLink = RoomAccess | RoomTokenShown;

interface RoomAccess {
  /** 22 characters, base64url: 16 bytes. */
  readonly id: string;
  /** What the room opens to, 43 characters, base64url: 32 bytes. It follows from the link's secret, not the other way round. */
  readonly access: string;
  /** Of who made it, 43 characters, base64url: opens the room as to a moderator. */
  readonly moderation?: string;
}

interface RoomTokenShown {
  readonly id: string;
  /** What the token says its holder may do (docs/protocol.md, section 9.10). */
  readonly claims: string;
  /** What makes it one, 43 characters, base64url; goes no further than to the gateway. */
  readonly mac: string;
}

/** Somebody in a room. */
export interface RoomMember {
  /** By which the voice server tells the members apart, while they are there. */
  readonly n: number;
  /** Null for who has not said. */
  readonly name: string | null;
}

/** A room, and who is in it. */
export interface RoomPresence {
  /** `lobby`, or what the link says. */
  readonly id: string;
  /** Our own number; null at a voice server that numbers nobody. */
  readonly you: number | null;
  /** Whether this person may moderate. */
  readonly moderator: boolean;
  readonly members: readonly (RoomMember & {
    readonly talking: boolean;
    /** Whether a moderator keeps the others from hearing them. */
    readonly muted: boolean;
    /** Whether they may moderate, and are not to be moderated. */
    readonly moderator: boolean;
    /** Whether they may listen and not be heard. */
    readonly listener: boolean;
  })[];
}

/** What a moderator does to somebody else in the room. */
export interface Moderate {
  readonly act: 'mute' | 'unmute' | 'kick' | 'ban';
  /** Number of that member. */
  readonly n: number;
}

/** Whether this person is speaking now. */
export interface Talking {
  readonly on: boolean;
}
