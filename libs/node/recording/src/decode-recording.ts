import { AudioError } from './audio-error';
import { recognizeContainer } from './container';
import { decodeOpus } from './decode-opus';
import { decodeWav } from './decode-wav';
import type { MonoSlice } from './mono-slice';

/**
 * Decodes WebM/Opus, Ogg/Opus or WAVE, whichever the bytes are, no faster than the slices are taken.
 * @throws AudioError for anything else and for what is broken.
 */
export function decodeRecording(
  recording: Uint8Array,
): AsyncIterable<MonoSlice> | Iterable<MonoSlice> {
  if (recording.length === 0) throw AudioError.empty();
  const container = recognizeContainer(recording);
  if (!container) {
    throw AudioError.unsupported('neither WebM nor Ogg nor WAVE', { bytes: recording.length });
  }
  return container === 'wav' ? decodeWav(recording) : decodeOpus(recording, container);
}
