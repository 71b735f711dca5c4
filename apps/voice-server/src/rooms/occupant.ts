import type { Member } from '@sealwave/room';
import type { RoomMember } from './room-member';
import type { NewsReader } from './room-news';

/** A client as the room that it is in sees it. */
export interface Occupant extends NewsReader {
  /** Whether it has said that it understands native messages. */
  readonly takesMessages: boolean;
  /** Whether what it is sent is to say who sent it. */
  readonly takesSenders: boolean;
  /** Fires when its connection has ended. */
  readonly ended: AbortSignal;
  /** Tells it which member it is, and who else is in the room. */
  admit(self: RoomMember, members: readonly Member[]): void;
  /** Sends it what somebody else in the room said; resolves when a long message is on its way. */
  send(audio: Uint8Array): Promise<void> | undefined;
  /** Charges it for what it sends: to how many others, with how many bytes in all. */
  charge(deliveries: number, bytes: number): void;
  /** Ends its stay, and its connection. */
  remove(): void;
}
