import { type Bytes, concat } from '@sealwave/kernel';
import { type Frame, LENGTH_BYTES, TYPE_BYTES } from './frame';
import { WireError } from './wire-error';

/** Largest length field accepted for a type of frame, in bytes: the type byte plus the body. */
export type FrameLimit = (type: number) => number;

/** First piece of memory for a body; each further one is as large as all before it. */
const INITIAL_BODY_BYTES = 64 * 1024;

/**
 * Turns a TCP byte stream back into frames. Pure: no socket, no clock, no logger. After it has
 * thrown, the frame boundaries are lost and the stream must be closed.
 */
export class FrameDecoder {
  private readonly header = new Uint8Array(LENGTH_BYTES + TYPE_BYTES);
  private headerFilled = 0;
  /** All of them are full but the last one; they are put together when the body is complete. */
  private pieces: Bytes[] = [];
  private lastFilled = 0;
  private bodyFilled = 0;
  private bodyLength = 0;

  /** @param limit called for each frame, so it may follow the state of the connection. */
  constructor(public limit: FrameLimit) {}

  /** True while a part of a frame is held back. */
  get midFrame(): boolean {
    return this.headerFilled > 0;
  }

  /** Length of the body of the frame that is held back; 0 before its head is complete. */
  get expectedBytes(): number {
    return this.bodyLength;
  }

  /**
   * Feeds one chunk, of any size, and yields each frame that it completes.
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

  /**
   * Memory grows with the bytes that came, so a peer cannot reserve any by claiming a length, and nothing is copied
   * before the end, so one that never ends leaves nothing to tidy up.
   * @returns how many bytes were taken.
   */
  private append(bytes: Uint8Array): number {
    const piece = this.pieceWithRoom();
    const taken = bytes.subarray(0, piece.length - this.lastFilled);
    piece.set(taken, this.lastFilled);
    this.lastFilled += taken.length;
    this.bodyFilled += taken.length;
    return taken.length;
  }

  private pieceWithRoom(): Bytes {
    const last = this.pieces.at(-1);
    if (last && this.lastFilled < last.length) return last;
    const missing = this.bodyLength - this.bodyFilled;
    const piece = new Uint8Array(Math.min(missing, Math.max(INITIAL_BODY_BYTES, this.bodyFilled)));
    this.pieces.push(piece);
    this.lastFilled = 0;
    return piece;
  }

  private finish(): Frame {
    const body = this.pieces.length === 1 ? this.pieces[0] : concat(...this.pieces);
    const frame: Frame = { type: this.header[LENGTH_BYTES], body };
    this.headerFilled = 0;
    this.pieces = [];
    this.lastFilled = 0;
    this.bodyFilled = 0;
    this.bodyLength = 0;
    return frame;
  }
}
