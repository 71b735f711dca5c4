/** G.711 inverts every other bit of a code, so that silence does not look like a dead line. */
const INVERTED = 0x55;
const SIGN = 0x80;

/** Codes a 16-bit sample as A-law, 8 bits (ITU-T G.711, table 1). */
export function compressALaw(sample: number): number {
  // The law has 12 bits of magnitude; the two lowest segments have the same step.
  const magnitude = (sample < 0 ? ~sample : sample) >> 3;
  const segment = Math.max(0, 27 - Math.clz32(magnitude));
  const code = (segment << 4) | ((magnitude >> Math.max(1, segment)) & 0xf);
  return (sample < 0 ? code : code | SIGN) ^ INVERTED;
}

/** Decodes an A-law code to the 16-bit sample in the middle of its step. */
export function expandALaw(level: number): number {
  const code = level ^ INVERTED;
  const segment = (code >> 4) & 7;
  const step = ((code & 0xf) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return code & SIGN ? magnitude : -magnitude;
}
