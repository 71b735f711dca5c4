/** The polynomial of RFC 3533, 6, without its x^32: highest bit first, not inverted. */
const POLYNOMIAL = 0x04c11db7;
const CHECKSUM_BYTES = 4;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest < 0 ? POLYNOMIAL : 0);
  return rest;
});

/** The checksum of an Ogg page, in which the four bytes at `checksumAt` count as 0. */
export function oggChecksum(page: Uint8Array, checksumAt: number): number {
  let rest = 0;
  for (let i = 0; i < page.length; i++) {
    const isChecksum = i >= checksumAt && i < checksumAt + CHECKSUM_BYTES;
    rest = (rest << 8) ^ TABLE[(rest >>> 24) ^ (isChecksum ? 0 : page[i])];
  }
  return rest >>> 0;
}
