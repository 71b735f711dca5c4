import type { SigningKey } from '@sealwave/crypto';
import type { Bytes, Clock } from '@sealwave/kernel';
import type { SealedRoomLink } from '../keys/links/sealed-room-link';
import type { RememberedPerson } from '../keys/people/remembered-people';
import type { SecurityState } from '../keys/security-state';
import type { Person } from './people/person';
import type { SealedRoomObserver } from './session-events';
import type { SealedRoomTransport } from './sealed-room-transport';
import type { OutgoingVoice, Recording, SentTransmission, VoiceTerms } from './sending/outgoing';

/** Two clocks. `now` is monotonic; the other one is used only for times that others see. */
export interface SessionClock extends Clock {
  /** Milliseconds since 1970. */
  wallMs(): number;
}

/** Input of `openSealedRoomSession`. */
export interface SessionOptions {
  readonly link: SealedRoomLink;
  /** Identity of this device in this room. */
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
  /**
   * Exporter of the connection to the voice server, 32 bytes. Null without one; nobody can prove to be a
   * moderator then.
   */
  readonly exporter: Bytes | null;
}

/** A member in the roster of the server. Names come only from announces. */
export interface PresentMember {
  readonly n: number;
  readonly muted?: boolean;
}

/** The server's notices about the roster. Fields that a session does not use are ignored. */
export type RosterNotice =
  | ({ readonly t: 'here' } & PresentMember)
  | { readonly t: 'gone'; readonly n: number }
  | { readonly t: 'muted'; readonly n: number; readonly on: boolean };

/** A record that the server relayed. `n` is the number of the sender. */
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
 * One client's part in one sealed room (docs/protocol.md, section 10), over any number of connections. It does
 * no I/O: hand in what the server sends, and call `tick` about once a second. The transport sends. No call that
 * takes input throws, whatever the bytes are. Everything from one member is handled in the order in which it
 * was handed in.
 */
export interface SealedRoomSession {
  /**
   * The client has joined, for the first time or again. Numbers and keys of the earlier connection are dropped.
   * The session announces itself, and proves that it moderates if it can.
   */
  enter(entry: RoomEntry): void;
  /** The connection is gone. What came before is still handled; what is not over then is cut. What is being sent rejects with `not_connected`. */
  lost(): void;
  /** A change of the roster. */
  notice(notice: RosterNotice): void;
  /** A record from another member. */
  record(record: ReceivedRecord): void;
  /**
   * A part from another member. @param n number of the member, according to the server. @param part without
   * that number.
   */
  part(n: number, part: Bytes): void;
  /** Does what is due: draws new keys, and cuts silent transmissions. Call it about once a second. */
  tick(): void;
  /** Resolves when everything handed in so far was handled. Use it in tests, and before a program ends. */
  settled(): Promise<void>;

  /** Everybody else in the room, by number. */
  people(): readonly Person[];
  /** How well the room is protected, for the screen. */
  securityState(): SecurityState;
  /** Computes the safety code of the room. Takes about 50 ms. */
  roomCode(): Promise<string>;
  /** Computes the safety code of us and the person with this identity; null unless they are here. */
  pairCode(identity: Bytes): Promise<string | null>;
  /**
   * Marks a person as verified, after both people have compared their code. A server can give a number to
   * somebody else, so the person is named by the identity that the code was computed of.
   * @returns the entry to store; it replaces all entries with the same identity or the same name, if it has
   * one. Null unless the person is here.
   */
  verify(identity: Bytes): RememberedPerson | null;
  /**
   * Records that the person at the screen accepts somebody who has changed, or is failing. Their voice is then
   * played, though not verified.
   * @returns the entry to store, as {@link verify} does.
   */
  accept(identity: Bytes): RememberedPerson | null;
  /** Changes our name, and announces it. @param name null for none. */
  rename(name: string | null): void;

  /**
   * Begins voice. Keys are ready by then, so this waits for nobody.
   * @throws SealedRoomError `not_allowed` for a listener.
   * @throws SessionError `not_connected`
   */
  beginVoice(terms: VoiceTerms): Promise<OutgoingVoice>;
  /**
   * Sends a recording in parts of at most 16 KiB, at the pace of the transport. When a member leaves meanwhile,
   * it ends the transmission as `renewed` and sends the whole recording again under new keys. So the member
   * that left cannot hear the rest, and the others have the recording in one piece.
   * @throws SealedRoomError `not_allowed` for a listener, `audio_too_long`.
   * @throws SessionError `not_connected` where there is no connection, or it was lost: send it again after the
   * next `enter`; `busy` where members left again and again; `cancelled` before it began.
   * @throws whatever the transport rejects a part with.
   */
  sendRecorded(recording: Recording): Promise<SentTransmission>;
  /** Sends a text. @throws UsageError `text_too_long` for more than 4000 bytes of UTF-8; and as {@link sendRecorded} does. */
  sendText(text: string): Promise<SentTransmission>;

  /**
   * Signs an order and sends it. The server also needs a `moderate` record, which this does not send.
   * @returns false when the identity of the member is unknown: only the server can act then.
   * @throws SessionError `not_allowed` where the link is not a moderator's; `not_connected`.
   */
  order(request: OrderRequest): Promise<boolean>;
  /**
   * Makes another room with the same moderators, and sends its sealed link to everybody in this room. First
   * remove those who should not come along. Listeners get a link to listen for a day. Moderators keep their
   * rights.
   * @returns the new link, to enter.
   * @throws SessionError as {@link order} does.
   */
  changeLink(): Promise<SealedRoomLink>;
}
