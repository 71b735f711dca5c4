import type { Bytes } from '@sealwave/kernel';
import { type Frame, LENGTH_BYTES, TYPE_BYTES } from './frame';
import { WireError } from './wire-error';

/** Largest length field accepted for a type of frame, in bytes: the type byte plus the body. */
export type FrameLimit = (type: number) => number;

/** First piece of memory for a body; it doubles as bytes arrive. */
const INITIAL_BODY_BYTES = 64 * 1024;
const NOTHING: Bytes = new Uint8Array(0);

/**
 * Turns a TCP byte stream back into frames. Pure: no socket, no clock, no logger. After it has
 * thrown, the frame boundaries are lost and the stream must be closed.
 */
export class FrameDecoder {
  private readonly header = new Uint8Array(LENGTH_BYTES + TYPE_BYTES);
  private headerFilled = 0;
  private body = NOTHING;
  private bodyFilled = 0;
  private bodyLength = 0;

  /** @param limit asked anew for each frame, so it may follow the state of the connection. */
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
        const taken = chunk.subarray(at, at + this.bodyLength - this.bodyFilled);
        this.append(taken);
        at += taken.length;
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
    this.body = new Uint8Array(Math.min(this.bodyLength, INITIAL_BODY_BYTES));
  }

  /** Memory grows with the bytes that came, so a peer cannot reserve any by claiming a length. */
  private append(bytes: Uint8Array): void {
    const needed = this.bodyFilled + bytes.length;
    if (needed > this.body.length) {
      const grown = new Uint8Array(
        Math.min(this.bodyLength, Math.max(needed, 2 * this.body.length)),
      );
      grown.set(this.body);
      this.body = grown;
    }
    this.body.set(bytes, this.bodyFilled);
    this.bodyFilled = needed;
  }

  private finish(): Frame {
    const frame: Frame = { type: this.header[LENGTH_BYTES], body: this.body };
    this.headerFilled = 0;
    this.body = NOTHING;
    this.bodyFilled = 0;
    this.bodyLength = 0;
    return frame;
  }
}
