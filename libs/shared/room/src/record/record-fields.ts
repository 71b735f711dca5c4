import { type Bytes, decodeBase64UrlOfLength, isShortText, TextForm } from '@sealwave/kernel';
import { isDisplayName } from '../display-name';
import { readRoomKey } from '../link/room-key';
import { areRoomFlags, readModeratorDigest } from '../link/sealed-room-id';
import { RoomRecordError } from './room-record-error';

const MAX_CAPS = 16;
const NAME = new TextForm(64, /^[a-z0-9_-]+$/);
const CLAIMS = new TextForm(128, /^[\w.-]+$/);
/** The lobby, an id, or a form of room name that a later version adds. */
const ROOM = new TextForm(64, /^[\w-]+$/);
const MESSAGE_ID = new TextForm(32, /^[0-9a-f]{32}$/);

/** The fields of a record before validation. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A display name.
 * @throws RoomRecordError for anything else.
 */
export function personName(value: unknown): string {
  assertRecord(typeof value === 'string' && isDisplayName(value));
  return value as string;
}

/**
 * A key of 32 bytes, in the one spelling that base64url has for it.
 * @throws RoomRecordError for anything else.
 */
export function roomKey(value: unknown): Bytes {
  const key = readRoomKey(value);
  if (key === null) throw RoomRecordError.malformed();
  return key;
}

/**
 * Bytes of one length, in the one spelling that base64url has for them.
 * @throws RoomRecordError for anything else.
 */
export function bytesOfLength(value: unknown, count: number): Bytes {
  const bytes = typeof value === 'string' ? decodeBase64UrlOfLength(value, count) : null;
  if (bytes === null) throw RoomRecordError.malformed();
  return bytes;
}

/**
 * Sealed bytes that are meant for others: at least one.
 * @throws RoomRecordError for anything else.
 */
export function sealedData(value: unknown, maxBytes: number): Bytes {
  assertRecord(isShortText(value, Math.ceil((maxBytes * 4) / 3)) && value.length > 0);
  return bytesOfLength(value, Math.floor(((value as string).length * 3) / 4));
}

/**
 * The flags of a sealed room.
 * @throws RoomRecordError for anything else.
 */
export function roomFlags(value: unknown): number {
  assertRecord(areRoomFlags(value));
  return value as number;
}

/**
 * The digest of the moderators' key of a sealed room.
 * @throws RoomRecordError for anything else.
 */
export function moderatorDigestOf(value: unknown): Bytes {
  const bytes = readModeratorDigest(value);
  if (bytes === null) throw RoomRecordError.malformed();
  return bytes;
}

/**
 * The id of a room, or the lobby's.
 * @throws RoomRecordError for anything else.
 */
export function roomName(value: unknown): string {
  assertRecord(ROOM.matches(value));
  return value as string;
}

/**
 * The id of a message.
 * @throws RoomRecordError for anything else.
 */
export function messageId(value: unknown): string {
  assertRecord(MESSAGE_ID.matches(value));
  return value as string;
}

/**
 * The code of an error, known or not.
 * @throws RoomRecordError for a text that cannot be a code in any version.
 */
export function errorCode(value: unknown): string {
  assertRecord(isName(value));
  return value as string;
}

/**
 * The claims of a token, of any version.
 * @throws RoomRecordError for a text that cannot be claims in any version.
 */
export function claimsText(value: unknown): string {
  assertRecord(CLAIMS.matches(value));
  return value as string;
}

/**
 * A tag that a gateway gave to a person.
 * @throws RoomRecordError for anything else.
 */
export function visitorName(value: unknown): string {
  assertRecord(isName(value));
  return value as string;
}

/**
 * A boolean.
 * @throws RoomRecordError for anything else.
 */
export function booleanField(value: unknown): boolean {
  assertRecord(typeof value === 'boolean');
  return value as boolean;
}

/**
 * A number of 32 bits, without a sign.
 * @throws RoomRecordError for anything else.
 */
export function uint32(value: unknown): number {
  assertRecord(Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32);
  return value as number;
}

/**
 * Names of capabilities.
 * @throws RoomRecordError for anything else.
 */
export function requireNames(value: unknown): readonly string[] {
  assertRecord(Array.isArray(value) && value.length <= MAX_CAPS && value.every(isName));
  return value as string[];
}

/** Reads a field if it is present; an empty object if it is not. */
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
