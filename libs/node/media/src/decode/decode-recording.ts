import { AudioError } from './audio-error';
import { type Container, recognizeContainer } from './container';
import { decodeFlac } from './flac/decode-flac';
import { decodeMp3 } from './mp3/decode-mp3';
import { decodeOpus } from './opus/decode-opus';
import { decodeWav } from './wav/decode-wav';
import { foreignFormOf, markedFormOf } from './foreign-form';
import type { MonoSlice } from './mono-slice';
import { inProportion } from './proportion';

/**
 * Decodes WebM/Opus, Ogg/Opus, WAVE, MP3 or FLAC, recognised by content. The consumer of the slices sets the
 * pace.
 * @throws AudioError for any other, damaged or cut recording, and for more sound than its bytes can plausibly
 * hold.
 */
export function decodeRecording(recording: Uint8Array): AsyncIterable<MonoSlice> {
  if (recording.length === 0) throw AudioError.empty();
  const container = recognizeContainer(recording);
  if (!container) throw notRead(recording);
  return inProportion(decode(recording, container), recording.length);
}

/** The error for bytes in an unsupported container. */
export function notRead(recording: Uint8Array): AudioError {
  const form = foreignFormOf(recording);
  if (form !== undefined) return AudioError.foreign(form);
  return AudioError.unsupported('none of WebM, Ogg, WAVE, MP3 and FLAC', {
    bytes: recording.length,
  });
}

/**
 * Recognises a file where bare samples are expected.
 * @param beginning a few kilobytes, or everything there is.
 * @returns the name of its format, supported or not. `undefined` for bytes that may be samples.
 */
export function formOfFile(beginning: Uint8Array): string | undefined {
  const container = recognizeContainer(beginning);
  return container ? CONTAINER_NAMES[container] : markedFormOf(beginning);
}

const CONTAINER_NAMES: Readonly<Record<Container, string>> = {
  wav: 'WAVE',
  webm: 'WebM',
  ogg: 'Ogg',
  mp3: 'MP3',
  flac: 'FLAC',
};

function decode(
  recording: Uint8Array,
  container: Container,
): AsyncIterable<MonoSlice> | Iterable<MonoSlice> {
  switch (container) {
    case 'wav':
      return decodeWav(recording);
    case 'mp3':
      return decodeMp3(recording);
    case 'flac':
      return decodeFlac(recording);
    default:
      return decodeOpus(recording, container);
  }
}
