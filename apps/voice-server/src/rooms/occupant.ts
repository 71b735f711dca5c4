import type { Member } from '@sealwave/room';
import type { RoomMember } from './room-member';
import type { NewsReader } from './room-news';

/** A client, as its room sees it. */
export interface Occupant extends NewsReader {
  /** Whether the client announced that it supports native messages. */
  readonly takesMessages: boolean;
  /** Whether the client wants each message with its sender's number. */
  readonly takesSenders: boolean;
  /** Aborts when its connection has ended. */
  readonly ended: AbortSignal;
  /** Tells the client its own number and the other members. */
  admit(self: RoomMember, members: readonly Member[]): void;
  /**
   * Sends the client a message of another member.
   * @returns a promise for a long message, which resolves when it has been queued.
   */
  send(audio: Uint8Array): Promise<void> | undefined;
  /**
   * Charges the client for what it sent.
   * @param deliveries number of copies.
   * @param bytes total size of the copies.
   */
  charge(deliveries: number, bytes: number): void;
  /** Removes the client from the room and closes its connection. */
  remove(): void;
}
