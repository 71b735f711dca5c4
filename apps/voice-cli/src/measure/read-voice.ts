import { amplify, Resampler, toInt16, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { AudioError, decodeFile } from '@sealwave/node/media';

/**
 * Decodes a file piece by piece into 16-bit samples at 8 kHz, the input of a coder. A gain other than 0 dB then
 * changes the level, and the samples are rounded again.
 * @throws AudioError when the file has no recording, or an empty one.
 * @throws Error of `node:fs` when the file cannot be read.
 */
export async function* readVoice(
  path: string,
  gainDb: number,
): AsyncGenerator<Int16Array, void, void> {
  let resampler: Resampler | undefined;
  for await (const { samplingRate, samples } of decodeFile(path)) {
    resampler ??= new Resampler(samplingRate, VOICE_SAMPLING_RATE);
    yield amplify(toInt16(resampler.push(samples)), gainDb);
  }
  if (!resampler) throw AudioError.empty();
  yield amplify(toInt16(resampler.flush()), gainDb);
}
