import { AudioError } from '../audio-error';
import { oggChecksum } from './ogg-checksum';

/** One page of an Ogg file (RFC 3533, 6). */
export interface OggPage {
  readonly serial: number;
  readonly sequence: number;
  /** Position of the end of the last packet that ends on this page; -1 if none ends here. */
  readonly granule: bigint;
  /** Whether the page begins with the rest of a packet. */
  readonly isContinued: boolean;
  /** Whether it is the first page of its stream. `isLast` says the same of the last. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly sizes: Uint8Array;
  readonly body: Uint8Array;
}

const CAPTURE_PATTERN = 'OggS';
const FLAGS_AT = 5;
const GRANULE_AT = 6;
const SERIAL_AT = 14;
const SEQUENCE_AT = 18;
const CHECKSUM_AT = 22;
const SEGMENT_COUNT_AT = 26;
const HEADER_BYTES = 27;

const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;

/** A page, and the offset after it. */
export interface FoundPage {
  readonly page: OggPage;
  readonly end: number;
}

/**
 * Finds the next page from `at` on. Skips bytes outside of pages.
 * @returns `undefined` when there are no more pages.
 * @throws AudioError when the page is cut or damaged.
 */
export function findOggPage(bytes: Uint8Array, at: number): FoundPage | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(
    CAPTURE_PATTERN,
    at,
    'latin1',
  );
  if (start === -1) return undefined;
  const sizesAt = start + HEADER_BYTES;
  const bodyAt = sizesAt + bytes[start + SEGMENT_COUNT_AT];
  if (sizesAt > bytes.length || bodyAt > bytes.length) throw AudioError.cut();
  const sizes = bytes.subarray(sizesAt, bodyAt);
  const end = sizes.reduce((sum, size) => sum + size, bodyAt);
  if (end > bytes.length) throw AudioError.cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  if (oggChecksum(bytes.subarray(start, end), CHECKSUM_AT) !== view.getUint32(CHECKSUM_AT, true)) {
    throw AudioError.unreadable('a page of the Ogg file is damaged', { at: start });
  }
  const flags = view.getUint8(FLAGS_AT);
  const page = {
    serial: view.getUint32(SERIAL_AT, true),
    sequence: view.getUint32(SEQUENCE_AT, true),
    granule: view.getBigInt64(GRANULE_AT, true),
    isContinued: (flags & CONTINUED) !== 0,
    isFirst: (flags & FIRST) !== 0,
    isLast: (flags & LAST) !== 0,
    sizes,
    body: bytes.subarray(bodyAt, end),
  };
  return { page, end };
}
