import { MessageEncoder, pcmCoder } from '@sealwave/audio';
import type { MeasuredBitDepth } from './output';

const BIT_DEPTHS = Array.from({ length: 16 }, (_, i) => i + 1);

/** Codes a message with the plain quantiser at each of 1 to 16 bits, in one pass. */
export async function measureBitDepths(
  voice: AsyncIterable<Int16Array>,
): Promise<MeasuredBitDepth[]> {
  const encoders = BIT_DEPTHS.map((bits) => new MessageEncoder(pcmCoder(bits)));
  for await (const samples of voice) {
    for (const encoder of encoders) encoder.push(samples);
  }
  for (const encoder of encoders) encoder.flush();
  return encoders.map(({ report }, i) => ({ bits: BIT_DEPTHS[i], report }));
}
