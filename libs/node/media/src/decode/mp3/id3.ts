const ID3_HEADER_BYTES = 10;
const ID3_FOOTER = 0x10;
const ID3V1_BYTES = 128;
const APE_FOOTER_BYTES = 32;
const APE_SIZE_AT = 12;
const APE_FLAGS_AT = 20;
const APE_HAS_HEADER = 0x80000000;

/** The offset after the ID3v2 tags at `at` (ID3v2.4, 3.1); `at` if there are none. */
export function skipId3(bytes: Uint8Array, at = 0): number {
  let end = at;
  while (hasText(bytes, end, 'ID3') && end + ID3_HEADER_BYTES <= bytes.length) {
    // Seven bits of each byte count.
    let size = 0;
    for (let i = end + 6; i < end + ID3_HEADER_BYTES; i++) size = size * 128 + (bytes[i] & 0x7f);
    const footer = (bytes[end + 5] & ID3_FOOTER) === 0 ? 0 : ID3_HEADER_BYTES;
    end = Math.min(bytes.length, end + ID3_HEADER_BYTES + size + footer);
  }
  return end;
}

/**
 * The end of the sound, before ID3v1 tags, APE tags and trailing zeros. Zeros at the end of the last frame are
 * cut off too.
 */
export function skipTrailingTags(bytes: Uint8Array): number {
  let end = bytes.length;
  if (hasText(bytes, end - ID3V1_BYTES, 'TAG')) end -= ID3V1_BYTES;
  if (hasText(bytes, end - APE_FOOTER_BYTES, 'APETAGEX')) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + end - APE_FOOTER_BYTES);
    const hasHeader = (view.getUint32(APE_FLAGS_AT, true) & APE_HAS_HEADER) !== 0;
    const size = view.getUint32(APE_SIZE_AT, true) + (hasHeader ? APE_FOOTER_BYTES : 0);
    end = Math.max(0, end - size);
  }
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end;
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  return at >= 0 && Array.from(text).every((c, i) => bytes[at + i] === c.charCodeAt(0));
}
