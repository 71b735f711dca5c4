import { type Bytes, TextForm } from '@sealwave/kernel';
import {
  claimsText,
  count,
  demand,
  type Fields,
  isName,
  optional,
  parseObject,
  personName,
  requireNames,
  roomKey,
  truth,
  visitorName,
} from './control-fields';
import { SessionError } from './session-error';

/** Somebody in a room: the number by which the server tells the members apart, and the name they chose. */
export interface Participant {
  readonly n: number;
  /** Null for a client of the base protocol, which cannot say. */
  readonly name: string | null;
  /** Whether a moderator keeps the others from hearing them. */
  readonly muted?: boolean;
  /** Whether they may moderate. */
  readonly moderator?: boolean;
  /** Whether they may listen and not be heard. */
  readonly listener?: boolean;
}

/** What a moderator may do to somebody else in the room. */
export const MODERATIONS = ['mute', 'unmute', 'kick', 'ban'] as const;

/** One of {@link MODERATIONS}. */
export type Moderation = (typeof MODERATIONS)[number];

/** What a client that wants into a room says of itself. */
interface Entering {
  readonly room: string;
  readonly caps: readonly string[];
  readonly name?: string;
  /** Tells one person from another behind a gateway, which has drawn it; nobody else is believed. */
  readonly visitor?: string;
}

/** What the plaintext of a `C` on a secured hop says (docs/protocol.md, section 9.7). */
export type ControlRecord =
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
      readonly members?: readonly Participant[];
      /** Whether the client may moderate. */
      readonly moderator?: boolean;
    }
  /** Somebody has come. */
  | ({ readonly t: 'here' } & Participant)
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
  /** The last record of an epoch; those that follow have other keys. */
  | { readonly t: 'rekey' }
  | { readonly t: 'ping' }
  | { readonly t: 'pong' }
  /** The last record of all; a connection that ends without it was cut. */
  | { readonly t: 'bye' }
  /** Why the connection is going to be closed, or why a `join` was refused. */
  | { readonly t: 'error'; readonly code: string };

/** Members of a room at most, and so names in a roster. */
export const MAX_ROOM_MEMBERS = 64;
/** Version of `join`, `create` and `joined`. */
const JOIN_VERSION = 1;
const VERSIONED: readonly string[] = ['join', 'create', 'joined'];
const ROOM = new TextForm(64, /^[A-Za-z0-9_-]+$/);
const MESSAGE_ID = new TextForm(32, /^[0-9a-f]{32}$/);
const WITHOUT_FIELDS = ['rekey', 'ping', 'pong', 'bye'] as const;

/** The plaintext of a `C`: JSON in UTF-8. */
export function encodeControl(record: ControlRecord): Bytes {
  const { t, ...fields } = record;
  const version = VERSIONED.includes(t) ? { v: JOIN_VERSION } : {};
  const asText = (_name: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value;
  return new TextEncoder().encode(JSON.stringify({ t, ...version, ...fields }, asText));
}

/**
 * Reads the plaintext of a `C`. Fields that are not known are left alone.
 * @returns null for a record of a later version, which is to be ignored.
 * @throws SessionError for anything that is not a record.
 */
export function parseControl(plaintext: Uint8Array): ControlRecord | null {
  const fields = parseObject(plaintext);
  const {
    t,
    v,
    n,
    code,
    id,
    recipients,
    on,
    caps,
    you,
    members,
    proof,
    claims,
    access,
    moderation,
    moderator,
    act,
  } = fields;
  const bare = WITHOUT_FIELDS.find((name) => name === t);
  if (bare) return { t: bare };
  if (VERSIONED.includes(t)) demand(v === JOIN_VERSION);
  switch (t) {
    case 'join':
      return {
        ...{ t, ...entering(fields), ...optional('proof', proof, roomKey) },
        ...optional('claims', claims, claimsText),
      };
    case 'create':
      return {
        ...{ t, ...entering(fields), access: roomKey(access) },
        ...optional('moderation', moderation, roomKey),
      };
    case 'joined':
      return {
        ...{ t, caps: requireNames(caps) },
        ...optional('you', you, count),
        ...optional('members', members, roster),
        ...optional('moderator', moderator, truth),
      };
    case 'here':
      return { t, ...participant(fields) };
    case 'gone':
      return { t, n: count(n) };
    case 'moderate':
      return { t, act: moderationOf(act), n: count(n) };
    case 'muted':
      return { t, n: count(n), on: truth(on) };
    case 'sent':
      if (!MESSAGE_ID.matches(id)) throw SessionError.malformedControl();
      return { t, id: id as string, recipients: count(recipients) };
    case 'talking':
      return { t, on: truth(on), ...optional('n', n, count) };
    case 'error':
      demand(isName(code));
      return { t, code: code as string };
    default:
      return null;
  }
}

/** Whether the plaintext of a `C` announces new keys. @throws SessionError when it is no record. */
export function isRekey(plaintext: Uint8Array): boolean {
  return parseObject(plaintext).t === 'rekey';
}

function entering({ room, caps, name, visitor }: Fields): Entering {
  if (!ROOM.matches(room)) throw SessionError.malformedControl();
  return {
    ...{ room: room as string, caps: requireNames(caps) },
    ...optional('name', name, personName),
    ...optional('visitor', visitor, visitorName),
  };
}

function participant(value: unknown): Participant {
  const { n, name, muted, moderator, listener }: Fields = Object(value);
  return {
    ...{ n: count(n), name: name === null ? null : personName(name) },
    ...optional('muted', muted, truth),
    ...optional('moderator', moderator, truth),
    ...optional('listener', listener, truth),
  };
}

function roster(value: unknown): readonly Participant[] {
  demand(Array.isArray(value) && value.length <= MAX_ROOM_MEMBERS);
  return (value as unknown[]).map(participant);
}

function moderationOf(value: unknown): Moderation {
  const act = MODERATIONS.find((each) => each === value);
  if (!act) throw SessionError.malformedControl();
  return act;
}
