/**
 * Writes a RIFF/WAVE file of one channel, 8 bits a sample, without our own writer.
 * @param levels -128 to 127; each is stored without a sign, as level + 128.
 * @param samplingRate in Hz.
 */
export function pcm8Wav(levels: Int8Array, samplingRate: number): Uint8Array<ArrayBuffer> {
  const { length } = levels;
  const bytes = new Uint8Array(44 + length + (length % 2));
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, text: string) =>
    bytes.set(
      [...text].map((c) => c.charCodeAt(0)),
      at,
    );
  const u32 = (at: number, value: number) => view.setUint32(at, value, true);
  const u16 = (at: number, value: number) => view.setUint16(at, value, true);
  ascii(0, 'RIFF');
  u32(4, bytes.length - 8);
  ascii(8, 'WAVEfmt ');
  u32(16, 16);
  u16(20, 1); // plain PCM
  u16(22, 1); // one channel
  u32(24, samplingRate);
  u32(28, samplingRate);
  u16(32, 1);
  u16(34, 8);
  ascii(36, 'data');
  u32(40, length);
  for (let i = 0; i < length; i++) bytes[44 + i] = levels[i] + 128;
  return bytes;
}
