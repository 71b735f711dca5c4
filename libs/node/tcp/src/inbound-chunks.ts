import type { Socket } from 'node:net';

/** Bytes that are taken from the system before somebody wants them. */
const MAX_WAITING_BYTES = 16 * 1024;

/**
 * What comes on a socket, in order. Node's own iterator drops what waits in it when the connection ends by a reset,
 * as it does when the peer is killed; who sent it may have been told that it went to us.
 */
export class InboundChunks {
  private readonly waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private isReading = false;
  private isOver = false;
  private wake: () => void = () => undefined;

  constructor(private readonly socket: Socket) {
    const end = () => {
      this.isOver = true;
      this.wake();
    };
    socket.once('end', end).once('close', end);
  }

  /** The next piece; null when the connection has ended and all was taken. */
  async next(): Promise<Uint8Array | null> {
    if (!this.isReading) this.read();
    while (this.waiting.length === 0 && !this.isOver) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const chunk = this.waiting.shift();
    if (!chunk) return null;
    this.waitingBytes -= chunk.length;
    if (this.waitingBytes < MAX_WAITING_BYTES) this.socket.resume();
    return chunk;
  }

  /** Nobody wants the rest. */
  drop(): void {
    this.waiting.length = 0;
    this.waitingBytes = 0;
    this.isOver = true;
    this.wake();
  }

  private read(): void {
    this.isReading = true;
    this.socket.on('data', (chunk: Uint8Array) => {
      if (this.isOver) return;
      this.waiting.push(chunk);
      this.waitingBytes += chunk.length;
      if (this.waitingBytes >= MAX_WAITING_BYTES) this.socket.pause();
      this.wake();
    });
  }
}
