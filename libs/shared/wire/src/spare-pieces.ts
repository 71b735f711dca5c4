import type { Bytes } from '@sealwave/kernel';

/** Smallest piece in bytes. Every piece is this size times a power of two. */
export const MIN_PIECE_BYTES = 64 * 1024;

/**
 * A pool of memory for frames that are being received. Many frames may begin and never end. Without the pool,
 * they would leave garbage faster than the collector removes it.
 */
export class SparePieces {
  private readonly bySize = new Map<number, Bytes[]>();
  private keptBytes = 0;

  /** @param maxBytes most memory that the pool keeps, in bytes. */
  constructor(private readonly maxBytes: number) {}

  /** Memory in the pool, in bytes. */
  get bytes(): number {
    return this.keptBytes;
  }

  /** Borrows a piece of at least `bytes` bytes. Its content is arbitrary. */
  borrow(bytes: number): Bytes {
    let size = MIN_PIECE_BYTES;
    while (size < bytes) size *= 2;
    const spare = this.bySize.get(size)?.pop();
    if (!spare) return new Uint8Array(size);
    this.keptBytes -= size;
    return spare;
  }

  /** Returns a piece to the pool. The caller must not use it afterwards. */
  giveBack(piece: Bytes): void {
    if (this.keptBytes + piece.length > this.maxBytes) return;
    const spares = this.bySize.get(piece.length) ?? [];
    this.bySize.set(piece.length, spares);
    spares.push(piece);
    this.keptBytes += piece.length;
  }

  /** Empties the pool. */
  clear(): void {
    this.bySize.clear();
    this.keptBytes = 0;
  }
}
