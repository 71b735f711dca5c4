import type { Bytes } from '@sealwave/kernel';
import { type Frame, LENGTH_BYTES, TYPE_BYTES } from './frame';
import { MIN_PIECE_BYTES, SparePieces } from './spare-pieces';
import { WireError } from './wire-error';

/** Largest length field accepted for a type of frame, in bytes: the type byte plus the body. */
export type FrameLimit = (type: number) => number;

/** Chunks from here on are kept as they came, where a body only begins with them. */
const ADOPTED_BYTES = 16 * 1024;

/**
 * Turns a TCP byte stream back into frames. Pure: no socket, no clock, no logger. After it has
 * thrown, the frame boundaries are lost and the stream must be closed.
 */
export class FrameDecoder {
  private readonly header = new Uint8Array(LENGTH_BYTES + TYPE_BYTES);
  private headerFilled = 0;
  /** The first piece of a body, which is handed out where it holds all of it. */
  private first: Bytes | null = null;
  /** In its place: the chunk that a longer body begins with, of which no copy is held while its sender waits. */
  private adopted: Uint8Array | null = null;
  /** Those behind it, each as large as all before it; they are put together when the body is complete. */
  private further: Bytes[] = [];
  private lastFilled = 0;
  private bodyFilled = 0;
  private bodyLength = 0;

  /** @param limit called for each frame, so it may follow the state of the connection. */
  constructor(
    public limit: FrameLimit,
    private readonly spare = new SparePieces(0),
  ) {}

  /** True while a part of a frame is held back. */
  get midFrame(): boolean {
    return this.headerFilled > 0;
  }

  /** Length of the body of the frame that is held back; 0 before its head is complete. */
  get expectedBytes(): number {
    return this.bodyLength;
  }

  /**
   * Feeds one chunk, of any size, which is the decoder's from now on, and yields each frame that it completes.
   * @throws WireError for a length that is zero or above the limit, from the header alone.
   */
  *push(chunk: Uint8Array): Generator<Frame, void, void> {
    let at = 0;
    while (at < chunk.length) {
      if (this.headerFilled < this.header.length) {
        this.header[this.headerFilled++] = chunk[at++];
        this.checkHeader();
      } else {
        at += this.append(chunk.subarray(at));
      }
      if (this.complete) yield this.finish();
    }
  }

  private get complete(): boolean {
    return this.headerFilled === this.header.length && this.bodyFilled === this.bodyLength;
  }

  private checkHeader(): void {
    if (this.headerFilled < LENGTH_BYTES) return;
    const length = new DataView(this.header.buffer).getUint32(0);
    if (length < TYPE_BYTES) throw WireError.frameEmpty();
    if (this.headerFilled < this.header.length) return;
    const type = this.header[LENGTH_BYTES];
    const limit = this.limit(type);
    if (length > limit) throw WireError.frameTooLarge(type, length, limit);
    this.bodyLength = length - TYPE_BYTES;
  }

  /** Lets go of the frame that is held back: its end will not come. Nothing may be fed afterwards. */
  drop(): void {
    this.first = null;
    this.adopted = null;
    this.further.forEach((piece) => this.spare.giveBack(piece));
    this.further = [];
  }

  /**
   * Memory grows with the bytes that came, so a peer cannot reserve any by claiming a length, and nothing is copied
   * before the end, so one that never ends leaves nothing to tidy up.
   * @returns how many bytes were taken.
   */
  private append(bytes: Uint8Array): number {
    if (this.bodyFilled === 0 && bytes.length >= ADOPTED_BYTES && bytes.length < this.bodyLength) {
      this.adopted = bytes;
      this.lastFilled = this.bodyFilled = bytes.length;
      return bytes.length;
    }
    const piece = this.pieceWithRoom();
    const taken = bytes.subarray(0, Math.min(piece.length - this.lastFilled, this.missing));
    piece.set(taken, this.lastFilled);
    this.lastFilled += taken.length;
    this.bodyFilled += taken.length;
    return taken.length;
  }

  private get missing(): number {
    return this.bodyLength - this.bodyFilled;
  }

  private pieceWithRoom(): Bytes {
    const last = this.further.at(-1) ?? this.first;
    if (last && this.lastFilled < last.length) return last;
    this.lastFilled = 0;
    if (!last && !this.adopted) {
      this.first = new Uint8Array(Math.min(this.missing, MIN_PIECE_BYTES));
      return this.first;
    }
    const piece = this.spare.take(Math.min(this.missing, this.bodyFilled));
    this.further.push(piece);
    return piece;
  }

  private finish(): Frame {
    const frame: Frame = { type: this.header[LENGTH_BYTES], body: this.body() };
    this.drop();
    this.headerFilled = 0;
    this.lastFilled = 0;
    this.bodyFilled = 0;
    this.bodyLength = 0;
    return frame;
  }

  private body(): Bytes {
    if (this.first && this.further.length === 0) return this.first;
    const body = new Uint8Array(this.bodyLength);
    let at = 0;
    const first = this.adopted ?? this.first;
    for (const piece of first ? [first, ...this.further] : []) {
      body.set(piece.subarray(0, this.bodyLength - at), at);
      at += piece.length;
    }
    return body;
  }
}
