import { AudioError } from './audio-error';
import type { MonoSlice } from './mono-slice';

/**
 * Least bytes per second of sound, after the first seconds. Even the most economical encoder of recordings
 * needs more for silence. A file with less was made to cost others work.
 */
const MIN_BYTES_PER_SECOND = 16;
const FREE_SECONDS = 10;

/**
 * Passes sound on while its length is in proportion to the size of its file.
 * @throws AudioError as soon as it is not.
 */
export async function* inProportion(
  slices: AsyncIterable<MonoSlice> | Iterable<MonoSlice>,
  fileBytes: number,
): AsyncGenerator<MonoSlice, void, void> {
  const maxSeconds = FREE_SECONDS + fileBytes / MIN_BYTES_PER_SECOND;
  let seconds = 0;
  for await (const slice of slices) {
    seconds += slice.samples.length / slice.samplingRate;
    if (seconds > maxSeconds) {
      throw AudioError.unsupported('more sound than a file of its size can hold', {
        bytes: fileBytes,
      });
    }
    yield slice;
  }
}
