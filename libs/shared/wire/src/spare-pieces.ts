import type { Bytes } from '@sealwave/kernel';

/** Smallest piece that is kept, in bytes; the others are this size times a power of two. */
export const MIN_PIECE_BYTES = 64 * 1024;

/**
 * Pieces of memory for frames that are being received, used again and again. Many frames that are begun and not finished
 * would otherwise leave memory behind faster than the garbage collector looks for it.
 */
export class SparePieces {
  private readonly bySize = new Map<number, Bytes[]>();
  private keptBytes = 0;

  /** @param maxBytes that are kept for the next ones. */
  constructor(private readonly maxBytes: number) {}

  /** Bytes that wait for the next ones. */
  get bytes(): number {
    return this.keptBytes;
  }

  /** A piece of at least `bytes` bytes; what is in it is of no meaning. */
  take(bytes: number): Bytes {
    let size = MIN_PIECE_BYTES;
    while (size < bytes) size *= 2;
    const spare = this.bySize.get(size)?.pop();
    if (!spare) return new Uint8Array(size);
    this.keptBytes -= size;
    return spare;
  }

  /** Takes back a piece that nobody uses any more. */
  giveBack(piece: Bytes): void {
    if (this.keptBytes + piece.length > this.maxBytes) return;
    const spares = this.bySize.get(piece.length) ?? [];
    this.bySize.set(piece.length, spares);
    spares.push(piece);
    this.keptBytes += piece.length;
  }

  /** Lets go of all that is kept. */
  clear(): void {
    this.bySize.clear();
    this.keptBytes = 0;
  }
}
