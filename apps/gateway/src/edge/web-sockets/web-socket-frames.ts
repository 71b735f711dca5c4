const MASKED = 0x80;
const FIN = 0x80;
const MASK_BYTES = 4;
const LARGEST_HEAD = 14;
/** Lowest opcode of a control frame (RFC 6455, 5.5). */
const CONTROL = 8;
/** Smaller pieces of a message are counted. Browsers send few pieces, or larger ones: whole buffers. */
const TINY_BYTES = 1024;
/** Values of the 7-bit length that announce a length of 16 or 64 bits. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * Follows the frames that a client sends over a WebSocket (RFC 6455, 5.2). Counts what no other layer counts:
 * control frames, tiny pieces and unfinished messages. This class checks nothing and keeps no payload.
 */
export class WebSocketFrames {
  private readonly head = new Uint8Array(LARGEST_HEAD);
  private headBytes = 0;
  private left = 0;
  private endsMessage = false;
  private isControl = false;
  private unfinished = 0;

  /** Bytes of the unfinished message. */
  get unfinishedBytes(): number {
    return this.unfinished;
  }

  /**
   * Reads a chunk.
   * @returns how many control frames and tiny pieces began in it.
   */
  read(chunk: Uint8Array): number {
    let uncounted = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.left > 0) {
        const taken = Math.min(this.left, chunk.length - at);
        at += taken;
        this.take(taken);
        continue;
      }
      this.head[this.headBytes++] = chunk[at++];
      if (this.headBytes === headLength(this.head, this.headBytes) && this.begin()) uncounted++;
    }
    return uncounted;
  }

  /**
   * Starts a frame after its head.
   * @returns whether no other layer counts it.
   */
  private begin(): boolean {
    const [first] = this.head;
    const length = payloadLength(this.head);
    this.isControl = (first & 0x0f) >= CONTROL;
    this.endsMessage = !this.isControl && (first & FIN) !== 0;
    if (!this.isControl) this.unfinished += this.headBytes;
    this.headBytes = 0;
    this.left = length;
    if (length === 0) this.end();
    return this.isControl || ((first & FIN) === 0 && length < TINY_BYTES);
  }

  private take(bytes: number): void {
    this.left -= bytes;
    if (!this.isControl) this.unfinished += bytes;
    if (this.left === 0) this.end();
  }

  private end(): void {
    if (this.endsMessage) this.unfinished = 0;
  }
}

/**
 * Length of the head, judged by its first bytes. While these do not tell, it is more than the bytes that are
 * there.
 */
function headLength(head: Uint8Array, bytes: number): number {
  if (bytes < 2) return LARGEST_HEAD;
  return 2 + lengthBytes(head) + ((head[1] & MASKED) === 0 ? 0 : MASK_BYTES);
}

function lengthBytes(head: Uint8Array): number {
  const short = head[1] & ~MASKED;
  if (short === LENGTH_64) return 8;
  return short === LENGTH_16 ? 2 : 0;
}

function payloadLength(head: Uint8Array): number {
  const bytes = lengthBytes(head);
  if (bytes === 0) return head[1] & ~MASKED;
  return head.subarray(2, 2 + bytes).reduce((length, byte) => length * 256 + byte, 0);
}
