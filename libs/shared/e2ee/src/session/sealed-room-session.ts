import type { SigningKey } from '@sealwave/crypto';
import type { Bytes, Clock } from '@sealwave/kernel';
import type { SealedRoomLink } from '../keys/links/sealed-room-link';
import type { RememberedPerson } from '../keys/people/remembered-people';
import type { SecurityState } from '../keys/security-state';
import type { Person } from './people/person';
import type { SealedRoomObserver } from './session-events';
import type { SealedRoomTransport } from './sealed-room-transport';
import type { OutgoingVoice, Recording, SentTransmission, VoiceTerms } from './sending/outgoing';

/** Two clocks: `now` is monotonic, and nothing but what others are shown depends on the other one. */
export interface SessionClock extends Clock {
  /** Milliseconds since 1970. */
  wallMs(): number;
}

/** Input of `openSealedRoomSession`. */
export interface SessionOptions {
  readonly link: SealedRoomLink;
  /** Of this device in this room. */
  readonly identity: SigningKey;
  /** Null for no name. */
  readonly name: string | null;
  readonly remembered: readonly RememberedPerson[];
  readonly transport: SealedRoomTransport;
  readonly observer: SealedRoomObserver;
  readonly clock: SessionClock;
}

/** What the server's `joined` says. */
export interface RoomEntry {
  /** The client's own number. */
  readonly you: number;
  /** Everybody else. */
  readonly members: readonly PresentMember[];
  /** Exporter of the connection to the voice server, 32 bytes; null where there is none, and then nobody can prove that they moderate. */
  readonly exporter: Bytes | null;
}

/** A member in the roster of the server. Names come from announces alone. */
export interface PresentMember {
  readonly n: number;
  readonly muted?: boolean;
}

/** What the server says of the roster. Fields that a session does not use are ignored. */
export type RosterNotice =
  | ({ readonly t: 'here' } & PresentMember)
  | { readonly t: 'gone'; readonly n: number }
  | { readonly t: 'muted'; readonly n: number; readonly on: boolean };

/** A record that the server relayed; `n` is the member that it is from. */
export interface ReceivedRecord {
  readonly t: 'announce' | 'direct' | 'order';
  readonly n: number;
  readonly data: Bytes;
}

/** What a moderator wants to order. */
export type OrderRequest =
  | { readonly act: 'mute' | 'unmute' | 'remove' | 'ban'; readonly n: number }
  /** `RoomFlag.Radio` or 0. */
  | { readonly act: 'settings'; readonly flags: number };

/**
 * One client's part in one sealed room (docs/protocol.md, section 10), over any number of connections. It does no I/O: hand in what the
 * server sends, call `tick` about once a second, and do what the transport is asked. None of the calls that take input throws, whatever
 * the bytes are, and everything from one member is handled in the order in which it was handed in.
 */
export interface SealedRoomSession {
  /**
   * The client has joined, for the first time or again. All numbers and keys of the connection before are dropped; it announces
   * itself, and proves that it moderates where it can.
   */
  enter(entry: RoomEntry): void;
  /** The connection is gone. What was being received is cut, what was being sent rejects with `not_connected`. */
  lost(): void;
  /** A change of the roster. */
  notice(notice: RosterNotice): void;
  /** A record from another member. */
  record(record: ReceivedRecord): void;
  /** A part from another member. @param n of whom, as the server says. @param part without that number. */
  part(n: number, part: Bytes): void;
  /** Does what is due: new keys, transmissions that fell silent. Call it about once a second. */
  tick(): void;
  /** Resolves when all that was handed in so far was handled. For tests, and before a program ends. */
  settled(): Promise<void>;

  /** Everybody else in the room, by number. */
  people(): readonly Person[];
  /** What to show of the protection of the room. */
  securityState(): SecurityState;
  /** Computes the safety code of the room. Takes about 50 ms. */
  roomCode(): Promise<string>;
  /** Computes the safety code of us and one member; null for a member without a valid announce. */
  pairCode(n: number): Promise<string | null>;
  /** The codes were compared: the person counts as verified. @returns whom to store, instead of others of that name; null as above. */
  verify(n: number): RememberedPerson | null;
  /**
   * Answers that somebody has changed, or is failing: what they say is to be played, though not verified.
   * @returns whom to store, instead of others of that name; null as above.
   */
  accept(n: number): RememberedPerson | null;
  /** Changes our name, and announces it. @param name null for none. */
  rename(name: string | null): void;

  /**
   * Begins voice. Keys are ready by then: it waits for nobody else.
   * @throws SealedRoomError `not_allowed` for a listener.
   * @throws SessionError `not_connected`
   */
  beginVoice(terms: VoiceTerms): Promise<OutgoingVoice>;
  /**
   * Sends a recording in parts of at most 16 KiB, one after the other as the transport accepts them. Where a member leaves meanwhile, it
   * ends the transmission as `renewed` and sends the recording again under new keys, so that what comes after is not for who has left,
   * and the others have it in one piece.
   * @throws SealedRoomError `not_allowed` for a listener, `audio_too_long`.
   * @throws SessionError `not_connected` where there is no connection, or it was lost: send it again after the next `enter`; `busy`
   * where members left again and again; `cancelled` before it began.
   * @throws whatever the transport rejects a part with.
   */
  sendRecorded(recording: Recording): Promise<SentTransmission>;
  /** Sends a text. @throws UsageError `text_too_long` for more than 4000 bytes of UTF-8; and as {@link sendRecorded} does. */
  sendText(text: string): Promise<SentTransmission>;

  /**
   * Signs an order and sends it. The server is to be told with a `moderate` record as well, which is not part of this.
   * @returns false where nothing is known of the member to sign about: the server alone can act then.
   * @throws SessionError `not_allowed` where the link is not a moderator's; `not_connected`.
   */
  order(request: OrderRequest): Promise<boolean>;
  /**
   * Makes another room of the same moderators and sends its link to everybody who is here, sealed. Remove first who is not to come
   * along. Listeners get a link to listen for a day; moderators keep their rights.
   * @returns the new link, to enter.
   * @throws SessionError as {@link order} does.
   */
  changeLink(): Promise<SealedRoomLink>;
}
