import type { Bytes } from '@sealwave/kernel';
import { MIN_PIECE_BYTES, SparePieces } from './spare-pieces';
import { WireError } from './wire-error';

/** The first byte of a frame's payload: ASCII letters, as in the requirements. */
export const FrameType = {
  /** A public key, from either side. */
  PublicKey: 0x4b, // 'K'
  /** The salt for the key derivation, from the server. */
  Salt: 0x53, // 'S'
  /** A sealed audio message. */
  Audio: 0x41, // 'A'
  /** Capabilities beyond the requirements, or control records. Sealed like audio. */
  Control: 0x43, // 'C'
  /** Asks for a secured hop, or answers such a request. Not encrypted. */
  Hello: 0x48, // 'H'
  /** A part of a transmission in a sealed room. No server can open its content. */
  Transmission: 0x54, // 'T'
} as const;

/** A frame type that this version knows. */
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

/**
 * One message on the TCP connection (docs/protocol.md, section 2). `type` is any byte that arrived. The owner
 * of the connection decides what to do with an unknown type.
 */
export interface Frame {
  readonly type: number;
  readonly body: Bytes;
}

/** Size of the length field in bytes. The length counts the type byte and the body, not itself. */
export const LENGTH_BYTES = 4;

/** Size of the type field in bytes. */
export const TYPE_BYTES = 1;

/**
 * Encodes one frame into one buffer, so that sending takes one write:
 *
 *     | length: u32, big-endian | type: u8 | body: length - 1 bytes |
 */
export function encodeFrame(type: FrameType, body: Uint8Array): Bytes {
  const frame = new Uint8Array(LENGTH_BYTES + TYPE_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, TYPE_BYTES + body.length);
  frame[LENGTH_BYTES] = type;
  frame.set(body, LENGTH_BYTES + TYPE_BYTES);
  return frame;
}

/** The largest length field to accept for a frame type, in bytes: the type byte plus the body. */
export type FrameLimit = (type: number) => number;

/** Size in bytes from which a chunk is kept without a copy, if it begins a longer body. */
const ADOPTED_BYTES = 16 * 1024;

/**
 * Splits a TCP byte stream into frames. The decoder has no socket, clock or logger. Once it has thrown, the
 * frame boundaries are lost: the caller must close the stream.
 */
export class FrameDecoder {
  private readonly header = new Uint8Array(LENGTH_BYTES + TYPE_BYTES);
  private headerFilled = 0;
  /** The first piece of a body. If it holds the whole body, it is returned without a copy. */
  private first: Bytes | null = null;
  /** Used instead of `first`: a chunk with the beginning of a longer body. It is copied only at the end. */
  private adopted: Uint8Array | null = null;
  /**
   * The pieces after the first. Each is as large as all before it. They are joined when the body is complete.
   */
  private further: Bytes[] = [];
  private lastFilled = 0;
  private bodyFilled = 0;
  private bodyLength = 0;

  /**
   * @param limit called for each frame, so it may depend on the state of the connection.
   * @param spare memory for the pieces of large bodies.
   */
  constructor(
    public limit: FrameLimit,
    private readonly spare = new SparePieces(0),
  ) {}

  /** Whether the decoder holds part of a frame. */
  get midFrame(): boolean {
    return this.headerFilled > 0;
  }

  /** Length of the body of the unfinished frame in bytes; 0 before its header is complete. */
  get expectedBytes(): number {
    return this.bodyLength;
  }

  /**
   * Adds one chunk of any size and yields each frame that it completes. The caller must not reuse the chunk.
   * @throws WireError for a length that is zero or above the limit, as soon as the header is complete.
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

  /** Frees the memory of an unfinished frame. Do not push after this. */
  drop(): void {
    this.first = null;
    this.adopted = null;
    this.further.forEach((piece) => this.spare.giveBack(piece));
    this.further = [];
  }

  /**
   * Adds bytes to the body. Memory grows only with the bytes received: a peer cannot reserve any by claiming a
   * length. Nothing is joined before the end, so an unfinished frame needs no cleaning up.
   * @returns how many bytes it used.
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
    const piece = this.spare.borrow(Math.min(this.missing, this.bodyFilled));
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
