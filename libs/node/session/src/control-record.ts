import type { Bytes } from '@sealwave/kernel';
import { SessionError } from './session-error';

/** Somebody in a room: the number by which the server tells the members apart, and the name they chose. */
export interface Participant {
  readonly n: number;
  /** Null for a client of the base protocol, which cannot say. */
  readonly name: string | null;
}

/** What whoever wants into a room says of itself. */
interface Entering {
  readonly room: string;
  readonly caps: readonly string[];
  readonly name?: string;
}

/** What the plaintext of a `C` on a secured hop says (docs/protocol.md, section 9.7). */
export type ControlRecord =
  /** The client's first record: into which room it wants; `proof` shows that it has the room's link. */
  | (Entering & { readonly t: 'join'; readonly proof?: Bytes })
  /** After a refused `join`: makes the room, which opens from now on to whoever can prove `access`. */
  | (Entering & { readonly t: 'create'; readonly access: Bytes })
  /** The server's answer: the client is in the room, and what the server understands. */
  | {
      readonly t: 'joined';
      readonly caps: readonly string[];
      /** The client's own number; a server of an earlier version gives none, nor members. */
      readonly you?: number;
      readonly members?: readonly Participant[];
    }
  /** Somebody has come. */
  | ({ readonly t: 'here' } & Participant)
  /** Somebody has gone. */
  | { readonly t: 'gone'; readonly n: number }
  /** A message was relayed, to so many others. */
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
/** Bytes of a proof, and of what a room opens to. */
export const ROOM_KEY_BYTES = 32;
/** Version of `join`, `create` and `joined`. */
const JOIN_VERSION = 1;
const VERSIONED: readonly string[] = ['join', 'create', 'joined'];
const MAX_CAPS = 16;
const NAME = /^[a-z0-9_-]{1,64}$/;
const ROOM = /^[A-Za-z0-9_-]{1,64}$/;
const MESSAGE_ID = /^[0-9a-f]{32}$/;
/** What a person is called: no control characters, and none that turn the direction of the text around. */
const PERSON = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,40}$/u;
const WITHOUT_FIELDS = ['rekey', 'ping', 'pong', 'bye'] as const;

/** Whether somebody can be called this. */
export function isPersonName(text: string): boolean {
  return PERSON.test(text) && text.trim() === text;
}

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
  const { t, v, n, code, id, recipients, on, caps, you, members, proof, access } = fields;
  const bare = WITHOUT_FIELDS.find((name) => name === t);
  if (bare) return { t: bare };
  if (VERSIONED.includes(t)) demand(v === JOIN_VERSION);
  switch (t) {
    case 'join':
      return { t, ...entering(fields), ...optional('proof', proof, roomKey) };
    case 'create':
      return { t, ...entering(fields), access: roomKey(access) };
    case 'joined':
      return {
        ...{ t, caps: requireNames(caps) },
        ...optional('you', you, count),
        ...optional('members', members, roster),
      };
    case 'here':
      return { t, ...participant(fields) };
    case 'gone':
      return { t, n: count(n) };
    case 'sent':
      demand(typeof id === 'string' && MESSAGE_ID.test(id));
      return { t, id: id as string, recipients: count(recipients) };
    case 'talking':
      demand(typeof on === 'boolean');
      return { t, on: on as boolean, ...optional('n', n, count) };
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

type Fields = Readonly<Record<string, unknown>>;

function parseObject(plaintext: Uint8Array): Fields & { readonly t: string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    throw SessionError.malformedControl();
  }
  const record = typeof value === 'object' && value !== null ? value : {};
  if (!('t' in record) || typeof record.t !== 'string') throw SessionError.malformedControl();
  return { ...record, t: record.t };
}

function entering({ room, caps, name }: Fields): Entering {
  demand(typeof room === 'string' && ROOM.test(room));
  return { room: room as string, caps: requireNames(caps), ...optional('name', name, personName) };
}

function participant(value: unknown): Participant {
  const { n, name }: Fields = Object(value);
  return { n: count(n), name: name === null ? null : personName(name) };
}

function roster(value: unknown): readonly Participant[] {
  demand(Array.isArray(value) && value.length <= MAX_ROOM_MEMBERS);
  return (value as unknown[]).map(participant);
}

function personName(value: unknown): string {
  demand(typeof value === 'string' && isPersonName(value));
  return value as string;
}

function roomKey(value: unknown): Bytes {
  const bytes = new Uint8Array(Buffer.from(String(value), 'base64url'));
  // What is not written in the one way that there is comes back as something else.
  demand(bytes.length === ROOM_KEY_BYTES && Buffer.from(bytes).toString('base64url') === value);
  return bytes;
}

function count(value: unknown): number {
  demand(Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32);
  return value as number;
}

function requireNames(value: unknown): readonly string[] {
  demand(Array.isArray(value) && value.length <= MAX_CAPS && value.every(isName));
  return value as string[];
}

/** The field, where there is one. */
function optional<N extends string, T>(
  name: N,
  value: unknown,
  read: (value: unknown) => T,
): { readonly [K in N]?: T } {
  return value === undefined ? {} : ({ [name]: read(value) } as { [K in N]: T });
}

function demand(holds: boolean): void {
  if (!holds) throw SessionError.malformedControl();
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
