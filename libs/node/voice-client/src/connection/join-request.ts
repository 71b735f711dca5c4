import type { RoomCredential } from '@sealwave/room';

/** Where a client wants to go, and as whom. */
export interface JoinRequest {
  /** What the link of a room says; the lobby without it. */
  readonly room?: RoomCredential;
  /** What its person is called. */
  readonly name?: string;
  /** Of a gateway: tells this person from the others there. */
  readonly visitor?: string;
}
