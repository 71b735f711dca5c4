import type {
  SealedPartReceived,
  SealedRecordReceived,
  SealedSent,
  SendSealedRecord,
} from '@sealwave/contracts';
import {
  type Bytes,
  decodeBase64UrlOfLength,
  isShortText,
  TextForm,
  toBase64Url,
} from '@sealwave/kernel';
import { MAX_PART_BYTES, type SealedRecord } from '@sealwave/room/record';
import { bytesOf } from '../messages/received-message';
import type { ReceivedSealedRecord } from './sealed-event';

/** Longest sealed bytes of a record, in base64url (docs/protocol.md, M8.20). */
const MAX_DATA_CHARACTERS = Math.ceil((2048 * 4) / 3);
const TRANSMISSION_ID = new TextForm(32, /^[0-9a-f]{32}$/);
const RELAYED: readonly unknown[] = [
  'announce',
  'direct',
  'order',
] satisfies SealedRecordReceived['t'][];

/** Fields that may contain anything, because an evil gateway may have sent them. */
type Unread<T> = { readonly [Field in keyof T]?: unknown };

/** Reads `sealed_record`. Null when the gateway sends anything else. */
export function readRecord(received: SealedRecordReceived): ReceivedSealedRecord | null {
  const { t, n, data }: Unread<SealedRecordReceived> = Object(received);
  if (!RELAYED.includes(t) || !isNumber(n) || !isShortText(data, MAX_DATA_CHARACTERS)) return null;
  const bytes = decodeBase64UrlOfLength(data, Math.floor((data.length * 3) / 4));
  return bytes && { t: received.t, n, data: bytes };
}

/**
 * Reads `sealed_part`. Null when the gateway sends anything else. Socket.IO gives a browser an `ArrayBuffer`.
 */
export function readPart(received: SealedPartReceived): { n: number; part: Bytes } | null {
  const { n, part }: Unread<SealedPartReceived> = Object(received);
  if (!isNumber(n)) return null;
  if (!(part instanceof ArrayBuffer) && !(part instanceof Uint8Array)) return null;
  return part.byteLength > MAX_PART_BYTES ? null : { n, part: bytesOf(part) };
}

/** Reads `sealed_sent`. Null when the gateway sends anything else. */
export function readSent(received: SealedSent): SealedSent | null {
  const { id, recipients }: Unread<SealedSent> = Object(received);
  return TRANSMISSION_ID.matches(id) && isNumber(recipients) ? { id, recipients } : null;
}

/** Makes the payload of `sealed_record` for a record of this page. */
export function payloadOf(record: SealedRecord): SendSealedRecord {
  switch (record.t) {
    case 'direct':
      return { t: 'direct', n: record.n, data: toBase64Url(record.data) };
    case 'prove': {
      const { t, point, signature, tokenKey } = record;
      const [p, s, k] = [point, signature, tokenKey].map(toBase64Url);
      return { t, point: p, signature: s, tokenKey: k };
    }
    default:
      return { t: record.t, data: toBase64Url(record.data) };
  }
}

function isNumber(n: unknown): n is number {
  return Number.isInteger(n) && Number(n) >= 0 && Number(n) < 2 ** 32;
}
