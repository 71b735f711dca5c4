import { ErrorCode } from '@sealwave/kernel';
import { capabilitiesOf } from '@sealwave/message';
import { isSealedRoomId, sealedRoomId } from '@sealwave/room';
import type { RoomRecord } from '@sealwave/room/record';
import { MemberError } from '../session/member-error';

/** A client's request to enter a room. */
export type EntryRequest = Extract<RoomRecord, { t: 'join' | 'create' }>;

/**
 * Computes the id of the sealed room that a `create` describes (docs/protocol.md, section 10.1). Null for any
 * other request. Hashing takes a promise, so it happens before `Rooms.admit` decides.
 */
export async function describedRoomId(request: EntryRequest): Promise<string | null> {
  if (request.t !== 'create') return null;
  const { access, flags, moderator } = request;
  if (flags === undefined || moderator === undefined) return null;
  return sealedRoomId({ access, flags, moderator });
}

/**
 * Checks the form of a request for a sealed room. Does nothing for any other room.
 * @throws MemberError with `e2ee_required` for a client that does not support sealed rooms.
 * @throws MemberError with `protocol_error` for a `create` with a moderation key, or without the terms of the
 * id.
 */
export function assertSealedEntry(request: EntryRequest): void {
  if (!isSealedRoomId(request.room)) return;
  if (!capabilitiesOf(request.caps).sealedRooms) throw MemberError.unsealed();
  if (request.t !== 'create') return;
  const { moderation, flags, moderator } = request;
  if (moderation === undefined && flags !== undefined && moderator !== undefined) return;
  throw new MemberError(ErrorCode.ProtocolError, 'the id does not follow from what is given');
}
