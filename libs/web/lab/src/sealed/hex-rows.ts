/** Some bytes in hexadecimal, and as characters where they are printable ASCII. */
export interface HexRow {
  /** Offset of the first byte, two or more hexadecimal digits. */
  readonly at: string;
  readonly hex: string;
  readonly text: string;
}

/** Splits bytes into rows of eight, which fit on a phone. */
export function hexRows(bytes: Uint8Array): readonly HexRow[] {
  return Array.from({ length: Math.ceil(bytes.length / 8) }, (_, row) => {
    const part = Array.from(bytes.subarray(8 * row, 8 * row + 8));
    return {
      at: (8 * row).toString(16).padStart(2, '0'),
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part.map(printable).join(''),
    };
  });
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
