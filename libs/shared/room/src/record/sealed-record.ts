import type { Bytes } from '@sealwave/kernel';
import {
  bytesOfLength,
  type Fields,
  optionalField,
  roomKey,
  sealedData,
  uint32,
} from './record-fields';

/** Longest announce or order. Each goes to everybody. */
const MAX_SHARED_BYTES = 512;
/** Longest record for one member. In base64url it fits into the `C` of a client. */
const MAX_DIRECT_BYTES = 2048;
const POINT_BYTES = 65;
const SIGNATURE_BYTES = 64;

/**
 * A record that members of a sealed room send through the server (docs/protocol.md, sections 9.11 and 10). The
 * server cannot read it. From the server, `n` is the number of the sender.
 */
export type SealedRecord =
  /** Who a member is. It is sealed for everybody in the room, and stored for members who join later. */
  | { readonly t: 'announce'; readonly n?: number; readonly data: Bytes }
  /** For a single member. To the server, `n` is the number of the receiver. */
  | { readonly t: 'direct'; readonly n: number; readonly data: Bytes }
  /** A moderator's signed order, for everybody. */
  | { readonly t: 'order'; readonly n?: number; readonly data: Bytes }
  /** From a client to the server: the proof that the client is a moderator. */
  | {
      readonly t: 'prove';
      /** The moderators' public key: 65 bytes. */
      readonly point: Bytes;
      /** Signature of `moderatorProofMessage`: 64 bytes. */
      readonly signature: Bytes;
      /** The key that makes the room's tokens: 32 bytes. */
      readonly tokenKey: Bytes;
    };

/** A record that the server relays from one member to others. */
export type RelayedRecord = Exclude<SealedRecord, { t: 'prove' }>;

/**
 * Reads the fields of a {@link SealedRecord}. Ignores unknown ones.
 * @returns null for any other record.
 * @throws RoomRecordError when a field is missing or malformed.
 */
export function readSealedRecord(fields: Fields & { readonly t: string }): SealedRecord | null {
  const { t, n, data, point, signature, tokenKey } = fields;
  switch (t) {
    case 'announce':
    case 'order':
      return { t, ...optionalField('n', n, uint32), data: sealedData(data, MAX_SHARED_BYTES) };
    case 'direct':
      return { t, n: uint32(n), data: sealedData(data, MAX_DIRECT_BYTES) };
    case 'prove':
      return {
        t,
        point: bytesOfLength(point, POINT_BYTES),
        signature: bytesOfLength(signature, SIGNATURE_BYTES),
        tokenKey: roomKey(tokenKey),
      };
    default:
      return null;
  }
}

/** Whether the server relays a record from one member to others. It cannot read such a record. */
export function isRelayedRecord(record: { readonly t: string }): record is RelayedRecord {
  return record.t === 'announce' || record.t === 'direct' || record.t === 'order';
}
