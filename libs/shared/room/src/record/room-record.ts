import type { Bytes } from '@sealwave/kernel';
import type { Member, Moderation } from '../member';
import type { SealedRecord } from './sealed-record';

/** What a client says about itself when it wants to enter a room. */
export interface Entering {
  readonly room: string;
  readonly caps: readonly string[];
  readonly name?: string;
  /**
   * Tag that tells people behind one gateway apart. Only a gateway sends it; the server believes no other
   * client.
   */
  readonly visitor?: string;
}

/**
 * A control record about a room or its members: the content of a `C` on a secured hop (docs/protocol.md,
 * sections 9.7 and 9.10).
 */
export type RoomRecord =
  /**
   * The client's first record: the room that it wants to enter. `proof` shows that it has the room's link.
   */
  | (Entering & {
      readonly t: 'join';
      readonly proof?: Bytes;
      /** The claims of the token, if the client made `proof` with a token. */
      readonly claims?: string;
    })
  /** Creates the room after a refused `join`. From then on the room admits clients that prove `access`. */
  | (Entering & {
      readonly t: 'create';
      readonly access: Bytes;
      /**
       * A client that proves this key instead of `access` becomes a moderator. A sealed room has no such key.
       */
      readonly moderation?: Bytes;
      /** Flags of a sealed room: sum of `RoomFlag`. The room's id follows from them. */
      readonly flags?: number;
      /** Digest of the moderators' key of a sealed room, 16 bytes. The room's id follows from it. */
      readonly moderator?: Bytes;
    })
  /** The server's answer: the client is in the room. `caps` are the server's capabilities. */
  | {
      readonly t: 'joined';
      readonly caps: readonly string[];
      /** The client's own number. A server of an earlier version sends no number and no members. */
      readonly you?: number;
      readonly members?: readonly Member[];
      /** Whether the client may moderate. */
      readonly moderator?: boolean;
    }
  /** A member joined, or a present member has another name or has become a moderator. */
  | ({ readonly t: 'here' } & Member)
  /** A member left. */
  | { readonly t: 'gone'; readonly n: number }
  /** A moderator acts on a member. */
  | { readonly t: 'moderate'; readonly act: Moderation; readonly n: number }
  /** From a client: its new display name; null for none. */
  | { readonly t: 'name'; readonly name: string | null }
  /** A member was muted, or unmuted. */
  | { readonly t: 'muted'; readonly n: number; readonly on: boolean }
  /** A message was relayed to `recipients` other members. */
  | { readonly t: 'sent'; readonly id: string; readonly recipients: number }
  /** A member started or stopped speaking. A client sends no number; the server adds it. */
  | { readonly t: 'talking'; readonly on: boolean; readonly n?: number }
  | SealedRecord
  /** Why the server will close the connection, or why it refused a `join`. */
  | { readonly t: 'error'; readonly code: string };

/** A record in which the server reports on members or on the delivery of a message. */
export type RoomNotice = Extract<RoomRecord, { t: 'here' | 'gone' | 'talking' | 'muted' | 'sent' }>;

const NOTICES: readonly string[] = ['here', 'gone', 'talking', 'muted', 'sent'];

/** Whether a record is a {@link RoomNotice}. */
export function isRoomNotice(record: { readonly t: string }): record is RoomNotice {
  return NOTICES.includes(record.t);
}
