import { type Bytes, decodeBase64UrlOfLength, isShortText, TextForm } from '@sealwave/kernel';
import { isDisplayName } from '../display-name';
import { readRoomKey } from '../link/room-key';
import { areRoomFlags, readModeratorDigest } from '../link/sealed-room-id';
import { RoomRecordError } from './room-record-error';

const MAX_CAPS = 16;
const NAME = new TextForm(64, /^[a-z0-9_-]+$/);
const CLAIMS = new TextForm(128, /^[\w.-]+$/);
/** The lobby, an id, or a room name of a later version. */
const ROOM = new TextForm(64, /^[\w-]+$/);
const MESSAGE_ID = new TextForm(32, /^[0-9a-f]{32}$/);

/** The fields of a record before validation. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a display name.
 * @throws RoomRecordError for anything else.
 */
export function personName(value: unknown): string {
  assertRecord(typeof value === 'string' && isDisplayName(value));
  return value as string;
}

/**
 * Reads a key of 32 bytes from base64url. Refuses another spelling of the same bytes.
 * @throws RoomRecordError for anything else.
 */
export function roomKey(value: unknown): Bytes {
  const key = readRoomKey(value);
  if (key === null) throw RoomRecordError.malformed();
  return key;
}

/**
 * Reads bytes of one length from base64url. Refuses another spelling of the same bytes.
 * @throws RoomRecordError for anything else.
 */
export function bytesOfLength(value: unknown, count: number): Bytes {
  const bytes = typeof value === 'string' ? decodeBase64UrlOfLength(value, count) : null;
  if (bytes === null) throw RoomRecordError.malformed();
  return bytes;
}

/**
 * Reads the sealed bytes that a record carries to other members, in base64url: 1 to `maxBytes`.
 * @throws RoomRecordError for anything else.
 */
export function sealedData(value: unknown, maxBytes: number): Bytes {
  assertRecord(isShortText(value, Math.ceil((maxBytes * 4) / 3)) && value.length > 0);
  return bytesOfLength(value, Math.floor(((value as string).length * 3) / 4));
}

/**
 * Checks the flags of a sealed room.
 * @throws RoomRecordError for anything else.
 */
export function roomFlags(value: unknown): number {
  assertRecord(areRoomFlags(value));
  return value as number;
}

/**
 * Reads the digest of the moderators' key of a sealed room.
 * @throws RoomRecordError for anything else.
 */
export function moderatorDigestOf(value: unknown): Bytes {
  const bytes = readModeratorDigest(value);
  if (bytes === null) throw RoomRecordError.malformed();
  return bytes;
}

/**
 * Checks the id of a room; the lobby's is valid too.
 * @throws RoomRecordError for anything else.
 */
export function roomName(value: unknown): string {
  assertRecord(ROOM.matches(value));
  return value as string;
}

/**
 * Checks the id of a message.
 * @throws RoomRecordError for anything else.
 */
export function messageId(value: unknown): string {
  assertRecord(MESSAGE_ID.matches(value));
  return value as string;
}

/**
 * Checks the code of an error; it may be unknown.
 * @throws RoomRecordError for a text that cannot be a code in any version.
 */
export function errorCode(value: unknown): string {
  assertRecord(isName(value));
  return value as string;
}

/**
 * Checks the claims of a token, of any version.
 * @throws RoomRecordError for a text that cannot be claims in any version.
 */
export function claimsText(value: unknown): string {
  assertRecord(CLAIMS.matches(value));
  return value as string;
}

/**
 * Checks a tag that a gateway gave to a person.
 * @throws RoomRecordError for anything else.
 */
export function visitorName(value: unknown): string {
  assertRecord(isName(value));
  return value as string;
}

/**
 * Checks a boolean.
 * @throws RoomRecordError for anything else.
 */
export function booleanField(value: unknown): boolean {
  assertRecord(typeof value === 'boolean');
  return value as boolean;
}

/**
 * Checks an unsigned number of 32 bits.
 * @throws RoomRecordError for anything else.
 */
export function uint32(value: unknown): number {
  assertRecord(Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32);
  return value as number;
}

/**
 * Checks names of capabilities.
 * @throws RoomRecordError for anything else.
 */
export function requireNames(value: unknown): readonly string[] {
  assertRecord(Array.isArray(value) && value.length <= MAX_CAPS && value.every(isName));
  return value as string[];
}

/** Reads a field if it is present. Returns an empty object if it is absent. */
export function optionalField<N extends string, T>(
  name: N,
  value: unknown,
  read: (value: unknown) => T,
): { readonly [K in N]?: T } {
  return value === undefined ? {} : ({ [name]: read(value) } as { [K in N]: T });
}

/**
 * Rejects the record unless `holds`.
 * @throws RoomRecordError when it does not.
 */
export function assertRecord(holds: boolean): void {
  if (!holds) throw RoomRecordError.malformed();
}

/** Whether `value` has the form of a name in the protocol. */
function isName(value: unknown): value is string {
  return NAME.matches(value);
}
