function tableOf(polynomial: number, bits: number): Uint16Array {
  const highest = 1 << (bits - 1);
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let rest = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) {
      rest = (rest << 1) ^ ((rest & highest) === 0 ? 0 : polynomial);
    }
    return rest;
  });
}

const TABLE_8 = tableOf(0x07, 8);
const TABLE_16 = tableOf(0x8005, 16);

/** The checksum of a frame header (RFC 9639, 9.1.8). */
export function flacChecksum8(bytes: Uint8Array): number {
  let rest = 0;
  for (const byte of bytes) rest = TABLE_8[rest ^ byte] & 0xff;
  return rest;
}

/** The checksum of a whole frame (RFC 9639, 9.3). */
export function flacChecksum16(bytes: Uint8Array): number {
  let rest = 0;
  for (const byte of bytes) rest = ((rest << 8) & 0xffff) ^ TABLE_16[(rest >> 8) ^ byte];
  return rest;
}
