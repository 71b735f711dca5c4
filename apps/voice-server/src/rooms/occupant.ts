import type { RoomRecord } from '@sealwave/room/record';
import type { MemberError } from '../session/member-error';
import type { NewsReader } from './room-news';

/** What a client asks of the room that it is in. */
export type RoomRequest = Extract<RoomRecord, { t: 'talking' | 'moderate' }>;

/** A client as the room that it is in sees it. */
export interface Occupant extends NewsReader {
  /** Whether it has said that it understands native messages. */
  readonly supportsNativeMessages: boolean;
  /** Whether what it is sent is to say who sent it. */
  readonly supportsSenderNumbers: boolean;
  /** Fires when its connection has ended. */
  readonly ended: AbortSignal;
  /** Sends it what somebody else in the room said; resolves when a long message is on its way. */
  send(audio: Uint8Array): Promise<void> | undefined;
  /**
   * Charges the client for what it sent.
   * @param deliveries number of copies.
   * @param bytes total size of the copies.
   */
  charge(deliveries: number, bytes: number): void;
  /** Tells it why it has to go, and ends its connection. */
  remove(reason: MemberError): void;
}
