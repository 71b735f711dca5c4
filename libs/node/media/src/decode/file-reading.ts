import type { FileHandle } from 'node:fs/promises';

/** Reads `count` bytes from `position` on, or as many as the file holds there. */
export async function readAt(
  file: FileHandle,
  position: number,
  count: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let held = 0;
  while (held < count) {
    const { bytesRead } = await file.read(bytes, held, count - held, position + held);
    if (bytesRead === 0) break;
    held += bytesRead;
  }
  return bytes.subarray(0, held);
}
