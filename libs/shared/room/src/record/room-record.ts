import type { Bytes } from '@sealwave/kernel';
import type { Member, Moderation } from '../member';

/** What a client that wants into a room says of itself. */
export interface Entering {
  readonly room: string;
  readonly caps: readonly string[];
  readonly name?: string;
  /** Tells one person from another behind a gateway, which has drawn it; nobody else is believed. */
  readonly visitor?: string;
}

/** What a `C` on a secured hop says of a room and of those in it (docs/protocol.md, sections 9.7 and 9.10). */
export type RoomRecord =
  /** The client's first record: into which room it wants; `proof` shows that it has the room's link. */
  | (Entering & {
      readonly t: 'join';
      readonly proof?: Bytes;
      /** What a token says that the proof was made with, instead of the link. */
      readonly claims?: string;
    })
  /** After a refused `join`: makes the room, which opens from now on to clients that prove `access`. */
  | (Entering & {
      readonly t: 'create';
      readonly access: Bytes;
      /** A client that proves this one, instead of `access`, is a moderator. */
      readonly moderation?: Bytes;
    })
  /** The server's answer: the client is in the room, and what the server understands. */
  | {
      readonly t: 'joined';
      readonly caps: readonly string[];
      /** The client's own number; a server of an earlier version gives none, nor members. */
      readonly you?: number;
      readonly members?: readonly Member[];
      /** Whether the client may moderate. */
      readonly moderator?: boolean;
    }
  /** Somebody has come. */
  | ({ readonly t: 'here' } & Member)
  /** Somebody has gone. */
  | { readonly t: 'gone'; readonly n: number }
  /** From a moderator: do this to somebody. */
  | { readonly t: 'moderate'; readonly act: Moderation; readonly n: number }
  /** The others do not hear somebody from now on, or do again. */
  | { readonly t: 'muted'; readonly n: number; readonly on: boolean }
  /** A message was relayed, to `recipients` others. */
  | { readonly t: 'sent'; readonly id: string; readonly recipients: number }
  /** The client begins or ends to speak; from the server, with the number of who does. */
  | { readonly t: 'talking'; readonly on: boolean; readonly n?: number }
  /** Why the connection is going to be closed, or why a `join` was refused. */
  | { readonly t: 'error'; readonly code: string };

/** What the server says of those in the room, and of what they were sent. */
export type RoomNotice = Extract<RoomRecord, { t: 'here' | 'gone' | 'talking' | 'muted' | 'sent' }>;

const NOTICES: readonly string[] = ['here', 'gone', 'talking', 'muted', 'sent'];

/** Whether a record is about those in the room, or about what they were sent. */
export function isRoomNotice(record: { readonly t: string }): record is RoomNotice {
  return NOTICES.includes(record.t);
}
