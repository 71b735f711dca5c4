import type { Bytes } from '@sealwave/kernel';
import { readRoomRecord, type RoomRecord, roomRecordFields } from '@sealwave/room/record';
import { SessionError } from '../handshake/session-error';

/** Records of the hop itself. They have no fields. */
const HOP_RECORDS = ['rekey', 'ping', 'pong', 'bye'] as const;

/** A record that controls a secured hop (docs/protocol.md, section 9.7). */
export type HopRecord =
  /** The last record of an epoch. The next one has new keys. */
  | { readonly t: 'rekey' }
  | { readonly t: 'ping' }
  | { readonly t: 'pong' }
  /** The last record of the connection. Without it, the connection was interrupted. */
  | { readonly t: 'bye' };

/** The plaintext of a `C` on a secured hop. */
export type ControlRecord = HopRecord | RoomRecord;

/** Encodes the plaintext of a `C`: JSON in UTF-8. */
export function encodeControl(record: ControlRecord): Bytes {
  const fields = isHopRecord(record) ? record : roomRecordFields(record);
  return new TextEncoder().encode(JSON.stringify(fields));
}

/**
 * Reads the plaintext of a `C`. Ignores unknown fields.
 * @returns null for a record of a later version, which the caller MUST ignore.
 * @throws SessionError or RoomRecordError for anything that is not a record.
 */
export function parseControl(plaintext: Uint8Array): ControlRecord | null {
  const fields = parseObject(plaintext);
  const bare = HOP_RECORDS.find((name) => name === fields.t);
  return bare ? { t: bare } : readRoomRecord(fields);
}

/**
 * Whether the plaintext of a `C` announces new keys.
 * @throws SessionError for anything that is not a record.
 */
export function isRekey(plaintext: Uint8Array): boolean {
  return parseObject(plaintext).t === 'rekey';
}

function isHopRecord(record: ControlRecord): record is HopRecord {
  return HOP_RECORDS.some((name) => name === record.t);
}

function parseObject(
  plaintext: Uint8Array,
): Readonly<Record<string, unknown>> & { readonly t: string } {
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
