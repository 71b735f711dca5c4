import { open, readFile, stat } from 'node:fs/promises';
import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { AudioError } from '@sealwave/node/media';
import { OutputError } from '../output/output-error';

/** Largest file, in bytes. Sealing and opening hold it in memory several times. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads a whole file.
 * @throws AudioError when it is empty or too large.
 * @throws Error of `node:fs` when it cannot be read.
 */
export async function readWhole(path: string): Promise<Bytes> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) {
    const detail = { bytes: size, limit: MAX_FILE_BYTES };
    throw new AudioError(ErrorCode.AudioTooLarge, 'the file is too large', detail);
  }
  const bytes = new Uint8Array(await readFile(path));
  if (bytes.length === 0) throw AudioError.empty();
  return bytes;
}

/**
 * Writes a new file.
 * @throws OutputError when it exists already, or cannot be written.
 */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new OutputError(path, error);
  }
}
