import type { Participant } from '@sealwave/node/session';
import type { Known } from './muted-people';
import type { Role } from './room-access';
import type { NewsReader } from './room-news';

/** A client as the room that it is in sees it. */
export interface Occupant extends Known, NewsReader {
  /** What its person is called; null where they have not said. */
  readonly name: string | null;
  /** What it may do in its room. */
  readonly role: Role;
  /** Whether it has said that it understands native messages. */
  readonly takesMessages: boolean;
  /** Whether what it is sent is to say who sent it. */
  readonly takesSenders: boolean;
  /** Fires when its connection has ended. */
  readonly ended: AbortSignal;
  /** Tells it its number, and who else is in the room. */
  admit(you: number, members: readonly Participant[]): void;
  /** Sends it what somebody else in the room said; resolves when a long message is on its way. */
  send(audio: Uint8Array): Promise<void> | undefined;
  /** Charges it for what it sends: to how many others, with how many bytes in all. */
  charge(deliveries: number, bytes: number): void;
  /** Ends its stay, and its connection. */
  remove(): void;
}
