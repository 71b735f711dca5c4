import type { SealedPartReceived, SealedRecordReceived } from '@sealwave/contracts';
import { type Bytes, VoiceError } from '@sealwave/kernel';
import { isRelayedRecord, MAX_PART_BYTES, readSealedRecord } from '@sealwave/room/record';
import { bytesOf } from '../messages/received-message';
import type { ReceivedSealedRecord } from './sealed-event';

/** Reads `sealed_record`; null where the gateway sends something else. */
export function readRecord(received: SealedRecordReceived): ReceivedSealedRecord | null {
  try {
    const record = readSealedRecord({ ...received });
    if (record === null || !isRelayedRecord(record)) return null;
    const { t, n, data } = record;
    return n === undefined ? null : { t, n, data };
  } catch (error) {
    if (error instanceof VoiceError) return null;
    throw error;
  }
}

/** Reads `sealed_part`; null where the gateway sends something else. Socket.IO gives a browser an `ArrayBuffer`. */
export function readPart(received: SealedPartReceived): { n: number; part: Bytes } | null {
  const { n, part }: { readonly n: unknown; readonly part: unknown } = received;
  if (typeof n !== 'number') return null;
  if (!(part instanceof ArrayBuffer) && !(part instanceof Uint8Array)) return null;
  return part.byteLength > MAX_PART_BYTES ? null : { n, part: bytesOf(part) };
}
