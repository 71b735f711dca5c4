import type { Readable } from 'node:stream';

const KEPT_CHARACTERS = 2000;

/** Keeps the end of what a program complains about; the result gives its last line. */
export function lastLine(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-KEPT_CHARACTERS);
  });
  return () => text.trim().split('\n').at(-1)?.trim() ?? '';
}
