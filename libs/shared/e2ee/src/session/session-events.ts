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
  /** Public key of the person who signed it, 65 bytes: the one that this member announced. */
  readonly identity: Bytes;
  /** Their name when it began; null for none. */
  readonly name: string | null;
  /** Signed by that person. `transmissionId` tells transmissions apart. */
  readonly header: TransmissionHeader;
  /**
   * Whether the person has the name of a verified one, with another identity, and nobody has answered that yet. Show it, and play
   * nothing of it before `accept` or `verify`.
   */
  readonly unverified: boolean;
  /** Whether the clock of the sender is more than 2 minutes from ours. Show it; it is no reason to refuse. */
  readonly clockDiffers: boolean;
}

/** Frames that have just been opened. */
export interface TransmissionProgress {
  readonly from: number;
  readonly transmissionId: Bytes;
  /** How many frames have come in all. */
  readonly received: number;
  /** The new ones, as they came. */
  readonly frames: readonly ReceivedFrame[];
}

/** A transmission of voice that is over. */
export interface EndedTransmission extends TransmissionSource {
  /** Everything that has come and passed its check, by counter: 160 bytes of the coder for each 20 ms. */
  readonly frames: readonly ReceivedFrame[];
  /**
   * `cut`: it ended without a valid trailer, because the sender vanished, was muted, or sent nothing for too long. A *recorded* one that
   * was `renewed` comes again whole as another transmission: show that one instead. A *live* one that was `renewed` goes on as another.
   */
  readonly reason: TransmissionEnd['reason'] | 'cut';
  /** Whether every frame has come as it was signed. Never after `cut`. */
  readonly complete: boolean;
  /** How many frames are missing; null after `cut`, where nobody knows. */
  readonly missing: number | null;
  /** Quality report of the sender, 40 bytes or more; empty where there is none. */
  readonly report: Bytes;
}

/** A text that came whole and with a valid signature at its end. */
export interface ReceivedText extends TransmissionSource {
  readonly text: string;
}

/** Something that was refused and dropped. */
export interface Refusal {
  /** Number of the member that the server brought it from. */
  readonly from: number;
  readonly code: ErrorCode;
  /** Where it is about a transmission: its id. One transmission is reported once for each code. */
  readonly transmissionId: Bytes | null;
}

/** What a session tells its owner. It calls these synchronously and in order; they must not throw. */
export interface SealedRoomObserver {
  /** People, or what is known of them, have changed. */
  peopleChanged(people: readonly Person[], state: SecurityState): void;
  /** A header has come and is valid, of voice or of a text. */
  transmissionBegan(source: TransmissionSource): void;
  /** Frames have come. For a live player, or for a progress bar. */
  transmissionProgressed(progress: TransmissionProgress): void;
  /** A transmission is over; also a text that did not come whole. */
  transmissionEnded(ended: EndedTransmission): void;
  /** A text has come whole. */
  textReceived(text: ReceivedText): void;
  /** Something was refused. Counted already: show it in details. */
  refused(refusal: Refusal): void;
  /** A moderator has ordered something; `from` is the member that the server brought it from. Already obeyed: muting and removing. */
  ordered(order: Order, from: number): void;
  /** A moderator has changed the link of the room: leave this one, and enter that one. */
  moved(link: SealedRoomLink, from: number): void;
  /** Something of ours could not be done: a call of the transport rejected, or a defect. The session goes on. */
  failed(error: unknown): void;
}
