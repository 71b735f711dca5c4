import type { RoomCredential } from '@sealwave/room';

/** The room that a client wants to enter, and who it is. */
export interface JoinRequest {
  /** Credential of the room; the lobby without it. */
  readonly room?: RoomCredential;
  /** Display name of the person. */
  readonly name?: string;
  /** A gateway's tag that tells this person apart from its others. */
  readonly visitor?: string;
}
