import type { Bytes, ErrorCode } from '@sealwave/kernel';
import type { SealedRoomLink } from '../keys/links/sealed-room-link';
import type { Order } from '../keys/moderation/order';
import type { SecurityState } from '../keys/security-state';
import type { ReceivedFrame } from '../transmissions/receiving-transmission';
import type { TransmissionHeader } from '../transmissions/transmission-header';
import type { TransmissionEnd } from '../transmissions/transmission-trailer';
import type { Person } from './people/person';

/** Who a transmission comes from. */
export interface TransmissionSource {
  /** Number of the member. */
  readonly from: number;
  /** Public key of the person who signed the transmission, 65 bytes. This member has announced it. */
  readonly identity: Bytes;
  /** The person's name when the transmission began; null for none. */
  readonly name: string | null;
  /** The header, signed by that person. `transmissionId` tells transmissions apart. */
  readonly header: TransmissionHeader;
  /**
   * Whether the person has the name of a verified one but another identity, and nobody has answered that yet.
   * Show this, and play nothing before `accept` or `verify`.
   */
  readonly unverified: boolean;
  /**
   * Whether the clock of the sender differs from ours by more than 2 minutes. Show this; never refuse because
   * of it.
   */
  readonly clockDiffers: boolean;
}

/** Frames that have just been opened. */
export interface TransmissionProgress {
  readonly from: number;
  readonly transmissionId: Bytes;
  /** How many frames have arrived in total. */
  readonly received: number;
  /** The new frames, in order of arrival. */
  readonly frames: readonly ReceivedFrame[];
}

/** A transmission of voice that has ended. */
export interface EndedTransmission extends TransmissionSource {
  /** All frames that arrived and passed their check, by counter: 160 bytes of the coder for each 20 ms. */
  readonly frames: readonly ReceivedFrame[];
  /**
   * `cut`: it ended without a valid trailer, because the sender vanished, was muted, or sent nothing for too long. A *recorded* one that
   * was `renewed`, or a text, comes again whole as another transmission: show that one instead. A *live* one that was `renewed` goes on as another.
   */
  readonly reason: TransmissionEnd['reason'] | 'cut';
  /** Whether all frames arrived, exactly as the sender signed them. Never true after `cut`. */
  readonly complete: boolean;
  /** How many frames are missing. Null after `cut`, because nobody knows. */
  readonly missing: number | null;
  /** Quality report of the sender, 40 bytes or more; empty if there is none. */
  readonly report: Bytes;
}

/** A text that arrived as a whole, with a valid signature at its end. */
export interface ReceivedText extends TransmissionSource {
  readonly text: string;
}

/** Something that was refused and dropped. */
export interface Refusal {
  /** Number of the member that sent it, according to the server. */
  readonly from: number;
  readonly code: ErrorCode;
  /** Id of the transmission, if the refusal is about one. Each code is reported once for each transmission. */
  readonly transmissionId: Bytes | null;
}

/** Receives the events of a session. Calls are synchronous and in order. They must not throw. */
export interface SealedRoomObserver {
  /** The people, or the facts known about them, have changed. */
  peopleChanged(people: readonly Person[], state: SecurityState): void;
  /** A valid header of voice or of a text has arrived. */
  transmissionBegan(source: TransmissionSource): void;
  /** Frames have arrived, for a live player or a progress bar. */
  transmissionProgressed(progress: TransmissionProgress): void;
  /** A transmission has ended. A text that did not arrive as a whole is reported here too. */
  transmissionEnded(ended: EndedTransmission): void;
  /** A text has come whole. */
  textReceived(text: ReceivedText): void;
  /** Something was refused, and is counted already. Show it in details. */
  refused(refusal: Refusal): void;
  /**
   * A moderator has ordered something. `from` is the member that sent the order, according to the server. The
   * session has already muted or removed.
   */
  ordered(order: Order, from: number): void;
  /** A moderator has changed the link of the room. Leave this room, and enter the new one. */
  moved(link: SealedRoomLink, from: number): void;
  /** Something of ours failed: a call of the transport rejected, or there is a bug. The session continues. */
  failed(error: unknown): void;
}
