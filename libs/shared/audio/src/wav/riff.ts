import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { WavError } from './wav-error';

/**
 * The RIFF container (Multimedia Programming Interface and Data Specifications 1.0, 1991, chapter 2). All
 * numbers are little-endian:
 *
 *     'RIFF' | u32 size of what follows | form type, 4 characters | chunk | chunk ...
 *     chunk: id, 4 characters | u32 size of the body | body | one byte if that size is odd
 *
 * Files beyond 4 GiB use another form (EBU Tech 3306, ITU-R BS.2088). It begins with 'RF64' or 'BW64'. Its
 * chunk 'ds64' has the 64-bit sizes of the file, of the chunk 'data' and so on.
 */
export interface RiffFile {
  /** Four characters that name the kind of file: `WAVE` for sound. */
  readonly formType: string;
  /** Chunks in the order of the file. */
  readonly chunks: readonly RiffChunk[];
}

/** One chunk of a {@link RiffFile}. */
export interface RiffChunk {
  /** Four printable ASCII characters; spaces count. */
  readonly id: string;
  /** A view into the file, not a copy. */
  readonly body: Uint8Array;
  /** Length of the body in bytes, as the file claims. It is 2^32 - 1 when the file states no length. */
  readonly claimedBytes: number;
  /** False when the chunk claims more bytes than the file holds; `body` then ends with the file. */
  readonly complete: boolean;
}

/** Most chunks that a file may have. Without it, a few megabytes could become millions of objects. */
export const MAX_RIFF_CHUNKS = 1024;

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const UNKNOWN_SIZE = 0xffffffff;
const MAGICS = ['RIFF', 'RF64', 'BW64'];
const DATA_SIZE_64_AT = 8;
const DATA_SIZE_64_END = 16;

/**
 * Splits a RIFF file into its chunks. Does not trust sizes. No chunk reaches beyond `bytes`. The size in the
 * file header is ignored where the bytes contradict it. Bytes after the last chunk are ignored.
 * @throws WavError when it is not a RIFF file, or has more than {@link MAX_RIFF_CHUNKS} chunks.
 */
export function readRiff(bytes: Uint8Array): RiffFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || !MAGICS.includes(fourCharacters(bytes, 0))) {
    throw WavError.unsupported('not a RIFF file', { bytes: bytes.length });
  }
  const chunks: RiffChunk[] = [];
  let at = HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= bytes.length) {
    const id = fourCharacters(bytes, at);
    if (!isIdentifier(id)) break;
    if (chunks.length === MAX_RIFF_CHUNKS) {
      throw WavError.unreadable('too many chunks', { limit: MAX_RIFF_CHUNKS });
    }
    const start = at + CHUNK_HEADER_BYTES;
    const claimed = view.getUint32(at + 4, true);
    const known = claimed === UNKNOWN_SIZE && id === 'data' ? dataSize64(chunks) : undefined;
    const size = known ?? (isOpenEnded(view, id, start) ? UNKNOWN_SIZE : claimed);
    chunks.push({
      id,
      body: bytes.subarray(start, Math.min(start + size, bytes.length)),
      claimedBytes: size,
      complete: start + size <= bytes.length,
    });
    at = start + size + (size % 2);
  }
  return { formType: fourCharacters(bytes, 8), chunks };
}

/**
 * Joins chunks into a RIFF file.
 * @throws UsageError when an identifier is not four printable ASCII characters, or the file would exceed the
 * 32-bit size of its header.
 */
export function writeRiff(
  formType: string,
  chunks: readonly Pick<RiffChunk, 'id' | 'body'>[],
): Bytes {
  const size = chunks.reduce(
    (total, { body }) => total + CHUNK_HEADER_BYTES + body.length + (body.length % 2),
    HEADER_BYTES,
  );
  if (size - CHUNK_HEADER_BYTES >= UNKNOWN_SIZE) {
    throw new UsageError(ErrorCode.Usage, 'too large for a RIFF file', { size });
  }
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  writeIdentifier(file, 0, 'RIFF');
  view.setUint32(4, size - CHUNK_HEADER_BYTES, true);
  writeIdentifier(file, 8, formType);
  let at = HEADER_BYTES;
  for (const { id, body } of chunks) {
    writeIdentifier(file, at, id);
    view.setUint32(at + 4, body.length, true);
    file.set(body, at + CHUNK_HEADER_BYTES);
    at += CHUNK_HEADER_BYTES + body.length + (body.length % 2);
  }
  return file;
}

/** The size of 'data' as 'ds64' states it. The upper half is multiplied, because a shift would overflow. */
function dataSize64(chunks: readonly RiffChunk[]): number | undefined {
  const body = chunks.find(({ id }) => id === 'ds64')?.body;
  if (!body || body.length < DATA_SIZE_64_END) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const size =
    view.getUint32(DATA_SIZE_64_AT, true) + view.getUint32(DATA_SIZE_64_AT + 4, true) * 2 ** 32;
  // As with 32 bits, these values mean that the writer never filled in the size.
  return size === 0 || size >= Number.MAX_SAFE_INTEGER ? undefined : size;
}

/**
 * Whether the chunk has no known end. A program that writes to a pipe learns the length too late. It leaves the
 * size of 'data' at 0 or at the largest number. A size of 0 may also be true: an empty recording before other
 * chunks is valid. So 0 counts as unknown only when the header ends the file there too.
 */
function isOpenEnded(view: DataView, id: string, start: number): boolean {
  if (id !== 'data' || view.getUint32(start - 4, true) !== 0) return false;
  const formSize = view.getUint32(4, true);
  return formSize === UNKNOWN_SIZE || formSize + CHUNK_HEADER_BYTES <= start;
}

function fourCharacters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function writeIdentifier(file: Uint8Array, at: number, id: string): void {
  if (!isIdentifier(id)) throw new UsageError(ErrorCode.Usage, 'not a RIFF identifier', { id });
  for (let i = 0; i < 4; i++) file[at + i] = id.charCodeAt(i);
}

function isIdentifier(text: string): boolean {
  return /^[\x20-\x7e]{4}$/.test(text);
}
