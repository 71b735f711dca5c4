import { type Bytes, concat } from '@sealwave/kernel';
import { SealedRoomError } from '../encoding/sealed-room-error';

/** Kinds of records between two members; numbered from 1 on the wire. */
const KINDS = ['senderKey', 'acknowledgement', 'movedLink', 'header'] as const;

/** A record from one member to another (docs/protocol.md, section 10.4). `header` is that of live voice under way, for a newcomer. */
export interface DirectRecord {
  readonly kind: (typeof KINDS)[number];
  readonly body: Bytes;
}

/** Encodes a record: `u8 kind || body`. */
export function encodeDirectRecord({ kind, body }: DirectRecord): Bytes {
  return concat(Uint8Array.of(KINDS.indexOf(kind) + 1), body);
}

/** Parses a record. @throws SealedRoomError `sender_key_refused` for an unknown kind. */
export function parseDirectRecord(data: Bytes): DirectRecord {
  const kind = data.length > 1 ? KINDS[data[0] - 1] : undefined;
  if (kind === undefined) throw SealedRoomError.senderKey('a record of an unknown kind');
  return { kind, body: data.slice(1) };
}
