import { AudioError } from './audio-error';

/** Ogg page header (RFC 3533, 6): granule position, serial number, number of segments, their sizes. */
const GRANULE_AT = 6;
const SERIAL_AT = 14;
const SEGMENT_COUNT_AT = 26;
const HEADER_BYTES = 27;
const CAPTURE_PATTERN = 0x4f676753; // OggS

/** The two headers of Opus, with its comments, may take this much. */
const MAX_HEADER_PAGES_BYTES = 256 * 1024;

/**
 * Screens an Ogg file before it is demuxed, and returns the complete pages of its first stream: a
 * recording may be cut at any byte, and a demuxer expects what a page header promises.
 * @throws AudioError when the headers are larger than any recorder writes.
 */
export function screenOgg(recording: Uint8Array): Uint8Array {
  const view = new DataView(recording.buffer, recording.byteOffset, recording.byteLength);
  let at = 0;
  let soundAt = Infinity;
  while (at + HEADER_BYTES <= recording.length && view.getUint32(at) === CAPTURE_PATTERN) {
    if (view.getUint32(at + SERIAL_AT) !== view.getUint32(SERIAL_AT)) break;
    const next = pageEnd(recording, at);
    if (next > recording.length) break;
    // Pages of headers are at position 0, and at -1 where no packet ends on them.
    if (soundAt === Infinity && view.getBigInt64(at + GRANULE_AT, true) > 0n) soundAt = at;
    at = next;
    if (Math.min(at, soundAt) > MAX_HEADER_PAGES_BYTES) {
      throw AudioError.unreadable('the headers of the Ogg file are too large');
    }
  }
  return recording.subarray(0, at);
}

function pageEnd(bytes: Uint8Array, at: number): number {
  const segmentsAt = at + HEADER_BYTES;
  const dataAt = segmentsAt + bytes[at + SEGMENT_COUNT_AT];
  if (dataAt > bytes.length) return Infinity;
  let end = dataAt;
  for (let i = segmentsAt; i < dataAt; i++) end += bytes[i];
  return end;
}
