import { type Bytes, TextForm } from '@sealwave/kernel';
import { isDisplayName } from '../display-name';
import { readRoomKey } from '../link/room-key';
import { RoomRecordError } from './room-record-error';

const MAX_CAPS = 16;
const NAME = new TextForm(64, /^[a-z0-9_-]+$/);
const CLAIMS = new TextForm(128, /^[\w.-]+$/);
/** An id, the lobby, or what a later version calls a room. */
const ROOM = new TextForm(64, /^[\w-]+$/);
const MESSAGE_ID = new TextForm(32, /^[0-9a-f]{32}$/);

/** The fields of a record, before they are looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a person is called. @throws RoomRecordError for anything else. */
export function personName(value: unknown): string {
  demand(typeof value === 'string' && isDisplayName(value));
  return value as string;
}

/** 32 bytes, in the one way in which base64url writes them. @throws RoomRecordError for anything else. */
export function roomKey(value: unknown): Bytes {
  const key = readRoomKey(value);
  if (key === null) throw RoomRecordError.malformed();
  return key;
}

/** What a room is called: the lobby, or an id. @throws RoomRecordError for anything else. */
export function roomName(value: unknown): string {
  demand(ROOM.matches(value));
  return value as string;
}

/** The id of a message. @throws RoomRecordError for anything else. */
export function messageId(value: unknown): string {
  demand(MESSAGE_ID.matches(value));
  return value as string;
}

/** What an error is called, in whatever version. @throws RoomRecordError for what no version has. */
export function errorCode(value: unknown): string {
  demand(isName(value));
  return value as string;
}

/** What a token says, in whatever version. @throws RoomRecordError for what no version has. */
export function claimsText(value: unknown): string {
  demand(CLAIMS.matches(value));
  return value as string;
}

/** A name that a gateway has drawn. @throws RoomRecordError for anything else. */
export function visitorName(value: unknown): string {
  demand(isName(value));
  return value as string;
}

/** True or false. @throws RoomRecordError for anything else. */
export function truth(value: unknown): boolean {
  demand(typeof value === 'boolean');
  return value as boolean;
}

/** A number of 32 bits. @throws RoomRecordError for anything else. */
export function count(value: unknown): number {
  demand(Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32);
  return value as number;
}

/** Names of what somebody understands. @throws RoomRecordError for anything else. */
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

/** Refuses the record unless that holds. @throws RoomRecordError for anything else. */
export function demand(holds: boolean): void {
  if (!holds) throw RoomRecordError.malformed();
}

/** Whether a text is a name of the protocol. */
function isName(value: unknown): value is string {
  return NAME.matches(value);
}
