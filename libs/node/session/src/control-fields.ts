import { type Bytes, TextForm } from '@sealwave/kernel';
import { isPersonName } from '@sealwave/wire';
import { SessionError } from './session-error';

/** Bytes of a proof, and of what a room opens to. */
export const ROOM_KEY_BYTES = 32;
const MAX_CAPS = 16;
const NAME = new TextForm(64, /^[a-z0-9_-]+$/);
const CLAIMS = new TextForm(128, /^[\w.-]+$/);
const KEY = new TextForm(43, /^[\w-]{43}$/);

/** The fields of a record, before they are looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object in a plaintext. @throws SessionError when it is not an object with a kind. */
export function parseObject(plaintext: Uint8Array): Fields & { readonly t: string } {
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

/** What a person is called. @throws SessionError for anything else. */
export function personName(value: unknown): string {
  demand(typeof value === 'string' && isPersonName(value));
  return value as string;
}

/** 32 bytes, in the one way in which base64url writes them. @throws SessionError for anything else. */
export function roomKey(value: unknown): Bytes {
  if (!KEY.matches(value)) throw SessionError.malformedControl();
  const bytes = new Uint8Array(Buffer.from(value, 'base64url'));
  // What is not written in the one way that there is comes back as something else.
  demand(bytes.length === ROOM_KEY_BYTES && Buffer.from(bytes).toString('base64url') === value);
  return bytes;
}

/** What a token says, in whatever version. @throws SessionError for what no version has. */
export function claimsText(value: unknown): string {
  demand(CLAIMS.matches(value));
  return value as string;
}

/** A name that a gateway has drawn. @throws SessionError for anything else. */
export function visitorName(value: unknown): string {
  demand(isName(value));
  return value as string;
}

/** True or false. @throws SessionError for anything else. */
export function truth(value: unknown): boolean {
  demand(typeof value === 'boolean');
  return value as boolean;
}

/** A number of 32 bits. @throws SessionError for anything else. */
export function count(value: unknown): number {
  demand(Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32);
  return value as number;
}

/** Names of what somebody understands. @throws SessionError for anything else. */
export function requireNames(value: unknown): readonly string[] {
  demand(Array.isArray(value) && value.length <= MAX_CAPS && value.every(isName));
  return value as string[];
}

/** The field, where there is one. */
export function optional<N extends string, T>(
  name: N,
  value: unknown,
  read: (value: unknown) => T,
): { readonly [K in N]?: T } {
  return value === undefined ? {} : ({ [name]: read(value) } as { [K in N]: T });
}

/** Refuses the record unless that holds. @throws SessionError for anything else. */
export function demand(holds: boolean): void {
  if (!holds) throw SessionError.malformedControl();
}

/** Whether a text is a name of the protocol. */
export function isName(value: unknown): value is string {
  return NAME.matches(value);
}
