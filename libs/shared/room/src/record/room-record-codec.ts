import { toBase64Url } from '@sealwave/kernel';
import { MAX_ROOM_MEMBERS, type Member, type Moderation, MODERATIONS } from '../member';
import {
  claimsText,
  uint32,
  assertRecord,
  errorCode,
  type Fields,
  messageId,
  moderatorDigestOf,
  optionalField,
  personName,
  requireNames,
  roomFlags,
  roomKey,
  roomName,
  booleanField,
  visitorName,
} from './record-fields';
import type { Entering, RoomRecord } from './room-record';
import { RoomRecordError } from './room-record-error';
import { readSealedRecord } from './sealed-record';

/** Version of `join`, `create` and `joined`. */
const JOIN_VERSION = 1;
const VERSIONED: readonly string[] = ['join', 'create', 'joined'];

/** The fields of a record, ready for JSON. */
export function roomRecordFields(record: RoomRecord): Fields & { readonly t: string } {
  const { t, ...rest } = record;
  const version = VERSIONED.includes(t) ? { v: JOIN_VERSION } : {};
  const fields = Object.entries(rest).map(([name, value]) => [name, asText(value)]);
  return { t, ...version, ...Object.fromEntries(fields) };
}

/**
 * Reads the fields of a record. Ignores unknown ones.
 * @returns null for a record that is not about a room, or is of a later version.
 * @throws RoomRecordError when a field is missing or malformed.
 */
export function readRoomRecord(fields: Fields & { readonly t: string }): RoomRecord | null {
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
    name,
    flags,
  } = fields;
  if (VERSIONED.includes(t)) assertRecord(v === JOIN_VERSION);
  switch (t) {
    case 'join':
      return {
        ...{ t, ...entering(fields), ...optionalField('proof', proof, roomKey) },
        ...optionalField('claims', claims, claimsText),
      };
    case 'create':
      return {
        ...{ t, ...entering(fields), access: roomKey(access) },
        ...optionalField('moderation', moderation, roomKey),
        ...optionalField('flags', flags, roomFlags),
        ...optionalField('moderator', moderator, moderatorDigestOf),
      };
    case 'joined':
      return {
        ...{ t, caps: requireNames(caps) },
        ...optionalField('you', you, uint32),
        ...optionalField('members', members, roster),
        ...optionalField('moderator', moderator, booleanField),
      };
    case 'here':
      return { t, ...member(fields) };
    case 'gone':
      return { t, n: uint32(n) };
    case 'moderate':
      return { t, act: moderationOf(act), n: uint32(n) };
    case 'name':
      return { t, name: name === undefined ? null : nameOrNull(name) };
    case 'muted':
      return { t, n: uint32(n), on: booleanField(on) };
    case 'sent':
      return { t, id: messageId(id), recipients: uint32(recipients) };
    case 'talking':
      return { t, on: booleanField(on), ...optionalField('n', n, uint32) };
    case 'error':
      return { t, code: errorCode(code) };
    default:
      return readSealedRecord(fields);
  }
}

function entering({ room, caps, name, visitor }: Fields): Entering {
  return {
    ...{ room: roomName(room), caps: requireNames(caps) },
    ...optionalField('name', name, personName),
    ...optionalField('visitor', visitor, visitorName),
  };
}

function member(value: unknown): Member {
  const { n, name, muted, moderator, listener }: Fields = Object(value);
  return {
    ...{ n: uint32(n), name: nameOrNull(name) },
    ...optionalField('muted', muted, booleanField),
    ...optionalField('moderator', moderator, booleanField),
    ...optionalField('listener', listener, booleanField),
  };
}

function nameOrNull(value: unknown): string | null {
  return value === null ? null : personName(value);
}

function roster(value: unknown): readonly Member[] {
  assertRecord(Array.isArray(value) && value.length <= MAX_ROOM_MEMBERS);
  return (value as unknown[]).map(member);
}

function moderationOf(value: unknown): Moderation {
  const act = MODERATIONS.find((each) => each === value);
  if (!act) throw RoomRecordError.malformed();
  return act;
}

function asText(value: unknown): unknown {
  return value instanceof Uint8Array ? toBase64Url(value) : value;
}
