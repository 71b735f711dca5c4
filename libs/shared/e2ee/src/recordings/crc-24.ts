const INITIAL = 0xb704ce;
const POLYNOMIAL = 0x864cfb;

/** The 24-bit checksum of OpenPGP (RFC 9580, section 6.1.1). It detects mistakes, not attacks. */
export function crc24(bytes: Uint8Array): number {
  let crc = INITIAL;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
    crc &= 0xffffff;
  }
  return crc;
}
