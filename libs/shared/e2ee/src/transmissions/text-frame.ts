import { type Bytes, concat, ErrorCode, UsageError } from '@sealwave/kernel';
import { decodeUtf8 } from '../encoding/utf-8';
import { SealedRoomError } from '../encoding/sealed-room-error';

/** The longest text in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 4000;
const STEP = 64;
const LENGTH_BYTES = 2;

/** Encodes a text as one frame: its length as u16, UTF-8, and zeros up to a multiple of 64 bytes. */
export function encodeText(text: string): Bytes {
  const utf8 = new TextEncoder().encode(text);
  if (utf8.length > MAX_TEXT_BYTES) {
    const detail = { bytes: utf8.length, most: MAX_TEXT_BYTES };
    throw new UsageError(ErrorCode.TextTooLong, 'the text is too long', detail);
  }
  const head = Uint8Array.of(utf8.length >> 8, utf8.length);
  const filled = Math.ceil((LENGTH_BYTES + utf8.length) / STEP) * STEP;
  return concat(head, utf8, new Uint8Array(filled - LENGTH_BYTES - utf8.length));
}

/** Decodes the frame of a text. @throws SealedRoomError `transmission_refused` for anything else. */
export function decodeText(frame: Bytes): string {
  const length = frame.length < LENGTH_BYTES ? Infinity : (frame[0] << 8) | frame[1];
  const end = LENGTH_BYTES + length;
  const isWhole =
    length <= MAX_TEXT_BYTES &&
    frame.length === Math.ceil(end / STEP) * STEP &&
    frame.subarray(end).every((byte) => byte === 0);
  if (!isWhole) throw malformed();
  const text = decodeUtf8(frame.slice(LENGTH_BYTES, end));
  if (text === null) throw malformed();
  return text;
}

function malformed(): SealedRoomError {
  return SealedRoomError.transmission('the text is malformed');
}
