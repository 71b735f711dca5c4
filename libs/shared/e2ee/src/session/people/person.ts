import type { Bytes } from '@sealwave/kernel';
import type { Acquaintance } from '../../keys/people/remembered-people';

/** What a session knows of one other member. */
export interface Person {
  /** Number that the server gave them, for this connection. */
  readonly n: number;
  /** The name that this person has signed. Null without a name, or before a valid announce. */
  readonly name: string | null;
  /**
   * Public key of this person, 65 bytes; null before a valid announce. Without it, this person can neither hear
   * nor speak.
   */
  readonly identity: Bytes | null;
  /** Null while `identity` is null. Our own other devices count as verified. */
  readonly acquaintance: Acquaintance | null;
  /** Whether the link of this person allows speaking. */
  readonly canSpeak: boolean;
  /** Whether this person has acknowledged our sender key. */
  readonly canHearUs: boolean;
  /** Whether too much from this person is refused, or the server passed off others' frames as theirs. */
  readonly isFailing: boolean;
  /**
   * Whether a moderator muted this person, by a signed order or according to the server. Nothing from a muted
   * person is received.
   */
  readonly muted: boolean;
}
