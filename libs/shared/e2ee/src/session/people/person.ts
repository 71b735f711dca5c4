import type { Bytes } from '@sealwave/kernel';
import type { Acquaintance } from '../../keys/people/remembered-people';

/** What a session knows of one other member. */
export interface Person {
  /** Number that the server gave them, for this connection. */
  readonly n: number;
  /** The name that they have signed; null where there is none, or no valid announce has come. */
  readonly name: string | null;
  /** Their public key, 65 bytes; null before a valid announce has come. Such a member can hear and say nothing. */
  readonly identity: Bytes | null;
  /** Null where `identity` is. Our own other devices count as verified. */
  readonly acquaintance: Acquaintance | null;
  /** Whether their link lets them speak. */
  readonly canSpeak: boolean;
  /** Whether they have acknowledged our sender key. */
  readonly canHearUs: boolean;
  /** Whether too much of what comes from them is refused, or the server attributed to them what others made. */
  readonly isFailing: boolean;
  /** Whether a moderator muted them, by a signed order or by what the server says. Nothing of theirs is received then. */
  readonly muted: boolean;
}
