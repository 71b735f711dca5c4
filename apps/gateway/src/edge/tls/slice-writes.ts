import type { TLSSocket } from 'node:tls';

/** Largest piece that is encrypted at a time, in bytes. */
const SLICE_BYTES = 64 * 1024;

/** The encoding that `Writable` passes for bytes. Its types do not know it. */
const BYTES = 'buffer' as BufferEncoding;

type Done = (error?: Error | null) => void;
interface Chunk {
  readonly chunk: Buffer | string;
  readonly encoding: BufferEncoding;
}

/** How a stream writes. `Writable` lets subclasses define these methods. */
interface Inside {
  _write(chunk: Buffer | string, encoding: BufferEncoding, done: Done): void;
  _writev(chunks: readonly Chunk[], done: Done): void;
}

/**
 * Has a TLS socket encrypt a long write piece by piece. Each piece waits until the system has taken the
 * previous one. Otherwise the whole ciphertext of a message would wait in memory for each browser that does not
 * read.
 */
export function sliceWrites(socket: TLSSocket): void {
  const inside = socket as unknown as Inside;
  const write = inside._write.bind(socket);
  const writeTogether = inside._writev.bind(socket);

  const writeSlices = (bytes: Buffer, done: Done): void => {
    if (bytes.length <= SLICE_BYTES) return write(bytes, BYTES, done);
    write(bytes.subarray(0, SLICE_BYTES), BYTES, (error) => {
      if (error) done(error);
      else writeSlices(bytes.subarray(SLICE_BYTES), done);
    });
  };
  const writeEach = ([first, ...rest]: readonly Buffer[], done: Done): void => {
    writeSlices(first, (error) => {
      if (error || rest.length === 0) done(error);
      else writeEach(rest, done);
    });
  };

  inside._write = (chunk, encoding, done) => {
    if (chunk.length <= SLICE_BYTES) write(chunk, encoding, done);
    else writeSlices(toBuffer({ chunk, encoding }), done);
  };
  inside._writev = (chunks, done) => {
    const length = chunks.reduce((sum, { chunk }) => sum + chunk.length, 0);
    if (length <= SLICE_BYTES) writeTogether(chunks, done);
    else writeEach(chunks.map(toBuffer), done);
  };
}

function toBuffer({ chunk, encoding }: Chunk): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}
