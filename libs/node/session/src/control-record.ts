import type { Bytes } from '@sealwave/kernel';
import { SessionError } from './session-error';

/** What the plaintext of a `C` on a secured hop says (docs/protocol.md, section 9.7). */
export type ControlRecord =
  | {
      /** The client's first record: into which room it wants, and what it understands. */
      readonly t: 'join';
      readonly room: string;
      readonly caps: readonly string[];
    }
  /** The server's answer: the client is in the room, and what the server understands. */
  | { readonly t: 'joined'; readonly caps: readonly string[] }
  /** The last record of an epoch; those that follow have other keys. */
  | { readonly t: 'rekey' }
  | { readonly t: 'ping' }
  | { readonly t: 'pong' }
  /** The last record of all; a connection that ends without it was cut. */
  | { readonly t: 'bye' }
  /** Why the connection is going to be closed. */
  | { readonly t: 'error'; readonly code: string };

/** Version of `join` and `joined`. */
const JOIN_VERSION = 1;
const MAX_CAPS = 16;
const NAME = /^[a-z0-9_-]{1,64}$/;
const WITHOUT_FIELDS = ['rekey', 'ping', 'pong', 'bye'] as const;

/** The plaintext of a `C`: JSON in UTF-8. */
export function encodeControl(record: ControlRecord): Bytes {
  const version = record.t === 'join' || record.t === 'joined' ? { v: JOIN_VERSION } : {};
  const { t, ...fields } = record;
  return new TextEncoder().encode(JSON.stringify({ t, ...version, ...fields }));
}

/**
 * Reads the plaintext of a `C`. Fields that are not known are left alone.
 * @returns null for a record of a later version, which is to be ignored.
 * @throws SessionError for anything that is not a record.
 */
export function parseControl(plaintext: Uint8Array): ControlRecord | null {
  const { t, v, room, caps, code } = parseObject(plaintext);
  const bare = WITHOUT_FIELDS.find((name) => name === t);
  if (bare) return { t: bare };
  switch (t) {
    case 'join':
      if (v !== JOIN_VERSION || !isName(room)) throw SessionError.malformedControl();
      return { t, room, caps: requireNames(caps) };
    case 'joined':
      if (v !== JOIN_VERSION) throw SessionError.malformedControl();
      return { t, caps: requireNames(caps) };
    case 'error':
      if (!isName(code)) throw SessionError.malformedControl();
      return { t, code };
    default:
      return null;
  }
}

/** Whether the plaintext of a `C` announces new keys. @throws SessionError when it is no record. */
export function isRekey(plaintext: Uint8Array): boolean {
  return parseObject(plaintext).t === 'rekey';
}

type Fields = Readonly<Partial<Record<'v' | 'room' | 'caps' | 'code', unknown>>>;

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

function requireNames(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > MAX_CAPS || !value.every(isName)) {
    throw SessionError.malformedControl();
  }
  return value;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
