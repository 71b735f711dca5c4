import { type FileHandle, open, stat } from 'node:fs/promises';
import { ErrorCode } from '@sealwave/kernel';
import { AudioError } from './audio-error';
import { recognizeContainer } from './container';
import { decodeRecording } from './decode-recording';
import { decodeWavFile } from './wav/decode-wav-file';
import { readAt } from './file-reading';
import type { MonoSlice } from './mono-slice';
import { inProportion } from './proportion';

/**
 * Largest file in bytes that is read as a whole: nine hours of Opus at 64 kbit/s. WAVE files are read in
 * pieces.
 */
const MAX_WHOLE_BYTES = 256 * 1024 * 1024;

/** Bytes that are enough to recognise a WAVE file. */
const RECOGNITION_BYTES = 12;

/**
 * Decodes a file of WebM/Opus, Ogg/Opus, WAVE, MP3 or FLAC, recognised by content. The consumer of the slices
 * sets the pace.
 * @throws AudioError for any other or a damaged file.
 * @throws Error of `node:fs` when the file cannot be read.
 */
export async function* decodeFile(path: string): AsyncGenerator<MonoSlice, void, void> {
  // Checks before opening: opening a pipe would wait forever.
  const status = await stat(path);
  if (!status.isFile()) throw AudioError.unsupported('not a file');
  const file = await open(path);
  try {
    const beginning = await readAt(file, 0, RECOGNITION_BYTES);
    if (recognizeContainer(beginning) === 'wav') {
      yield* inProportion(decodeWavFile(file), status.size);
    } else yield* decodeRecording(await readWhole(file, status.size));
  } finally {
    await file.close();
  }
}

async function readWhole(file: FileHandle, bytes: number): Promise<Uint8Array> {
  if (bytes > MAX_WHOLE_BYTES) {
    throw new AudioError(ErrorCode.AudioTooLarge, 'the file is too large', { bytes });
  }
  return readAt(file, 0, bytes);
}
