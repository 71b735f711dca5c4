import { ErrorCode } from '@sealwave/kernel';
import type { ControlRecord } from '@sealwave/node/hop';
import { parsePart, type SealedRecord, type TransmissionPart } from '@sealwave/room/record';
import type { RoomRequest } from '../rooms/occupant';
import { MemberError } from './member-error';

/** A message or request of a client that concerns others. */
export type SessionEvent =
  | { readonly kind: 'audio'; readonly audio: Uint8Array }
  | { readonly kind: 'control'; readonly request: RoomRequest }
  | SealedEvent;

/** What a member of a sealed room sends to others. The server relays it and cannot open it. */
export type SealedEvent =
  | { readonly kind: 'sealed'; readonly record: SealedRecord }
  /** `bytes` are the whole part, as it arrived. */
  | { readonly kind: 'part'; readonly part: TransmissionPart; readonly bytes: Uint8Array };

/** Records that belong before a session begins, or that only the server sends. */
const SERVER_ONLY_RECORDS: readonly string[] = [
  'join',
  'create',
  'joined',
  'here',
  'gone',
  'sent',
  'muted',
];

/**
 * The event for a record of a client. Null for a record that concerns only its connection.
 * @throws MemberError for a record that no member may send.
 */
export function eventOfRecord(record: ControlRecord): SessionEvent | null {
  if (SERVER_ONLY_RECORDS.includes(record.t)) {
    throw new MemberError(ErrorCode.ProtocolError, 'the record is not allowed here');
  }
  switch (record.t) {
    case 'talking':
    case 'moderate':
    case 'name':
      return { kind: 'control', request: record };
    case 'announce':
    case 'direct':
    case 'order':
    case 'prove':
      return { kind: 'sealed', record };
    default:
      return null;
  }
}

/** The event for the content of an `A`. Null for a message without audio. */
export function eventOfAudio(audio: Uint8Array): SessionEvent | null {
  return audio.length > 0 ? { kind: 'audio', audio } : null;
}

/** The event for the content of a `T`. @throws RoomRecordError when it is malformed. */
export function eventOfPart(bytes: Uint8Array): SealedEvent {
  return { kind: 'part', part: parsePart(bytes), bytes };
}
