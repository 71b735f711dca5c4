import { type Bytes, concat, toHex } from '@sealwave/kernel';
import { RoomRecordError } from './room-record-error';

/** Largest part of a transmission in bytes. Nothing short waits longer than for one part. */
export const MAX_PART_BYTES = 16 * 1024;

const ID_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES;
/** Kinds of parts; numbered from 1 on the wire. */
const KINDS = ['header', 'frames', 'trailer'] as const;

/** A part of a transmission: the content of a `T` on a secured hop (docs/protocol.md, section 9.11). */
export interface TransmissionPart {
  /** Kind of the part. A transmission is a header, any number of parts with frames, and a trailer. */
  readonly kind: (typeof KINDS)[number];
  /** 16 random bytes, the same in all parts of one transmission. */
  readonly transmissionId: Bytes;
  /** Sealed content. No server can open it. */
  readonly body: Bytes;
}

/** Encodes a part: `u8 kind || transmission_id 16 || body`. @throws RoomRecordError above 16 KiB, or without a body. */
export function encodePart({ kind, transmissionId, body }: TransmissionPart): Bytes {
  const part = concat(Uint8Array.of(KINDS.indexOf(kind) + 1), transmissionId, body);
  parsePart(part);
  return part;
}

/** Parses a part. @throws RoomRecordError for anything else. */
export function parsePart(part: Uint8Array): TransmissionPart {
  const kind =
    part.length > HEAD_BYTES && part.length <= MAX_PART_BYTES ? KINDS[part[0] - 1] : undefined;
  if (kind === undefined) throw RoomRecordError.part();
  return { kind, transmissionId: part.slice(1, HEAD_BYTES), body: part.slice(HEAD_BYTES) };
}

/** The id of a transmission in events and records: 32 hexadecimal digits. */
export function transmissionIdText({
  transmissionId,
}: Pick<TransmissionPart, 'transmissionId'>): string {
  return toHex(transmissionId);
}
