import type { RoomRecord } from '@sealwave/room/record';
import type { MemberError } from '../session/member-error';
import type { NewsReader } from './room-news';

/** What a client asks of the room that it is in. */
export type RoomRequest = Extract<RoomRecord, { t: 'talking' | 'moderate' | 'name' }>;

/** A client, as its room sees it. */
export interface Occupant extends NewsReader {
  /** Whether the client announced that it supports native messages. */
  readonly supportsNativeMessages: boolean;
  /** Whether the client wants each message with its sender's number. */
  readonly supportsSenderNumbers: boolean;
  /** Aborts when its connection has ended. */
  readonly ended: AbortSignal;
  /**
   * Sends the client a message of another member.
   * @returns a promise for a long message. The promise resolves when the message has been queued.
   */
  send(audio: Uint8Array): Promise<void> | undefined;
  /**
   * Sends the client a part of a transmission.
   * @param part the member number of its sender, u32, followed by the part as its sender sent it.
   */
  sendPart(part: Uint8Array): void;
  /**
   * Charges the client for what it sent.
   * @param deliveries number of copies.
   * @param bytes total size of the copies.
   */
  charge(deliveries: number, bytes: number): void;
  /** Tells the client why it has to go, and ends its connection. */
  remove(reason: MemberError): void;
}
