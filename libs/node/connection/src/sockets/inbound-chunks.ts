import { Socket } from 'node:net';

/** Most bytes to read ahead of the consumer. */
const MAX_WAITING_BYTES = 16 * 1024;

/** Internals of Node: the handle of the connection. The handle outlives its `Socket`. */
interface Inside {
  _handle: object | null;
}

/**
 * Delivers in order what arrives on a socket, to the last byte. A killed peer may have told others that we have
 * its data, so none may be lost. Node loses unread data in two cases: after a reset, and when a failed write
 * closes the connection. This class prevents both.
 */
export class InboundChunks {
  private readonly waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private isReading = false;
  private isOver = false;
  private wake: () => void = () => undefined;

  constructor(private socket: Socket) {
    this.watch(socket);
  }

  /** The next chunk. Null when the connection has ended and everything was delivered. */
  async next(): Promise<Uint8Array | null> {
    if (!this.isReading) this.read(this.socket);
    while (this.waiting.length === 0 && !this.isOver) {
      // Resumes only on demand. Reading ahead for many waiting connections would take memory.
      this.socket.resume();
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const chunk = this.waiting.shift();
    if (!chunk) return null;
    this.waitingBytes -= chunk.length;
    return chunk;
  }

  /** Drops the rest and closes the socket. */
  drop(): void {
    this.waiting.length = 0;
    this.waitingBytes = 0;
    this.end();
    this.socket.destroy();
  }

  /** Saves unread data after a failed write, before the socket is closed. */
  salvage(): void {
    const { socket } = this;
    const inside = socket as unknown as Inside;
    if (this.isOver || socket.readableEnded || !inside._handle) return;
    this.drain(socket);
    const options: object = { handle: inside._handle };
    inside._handle = null;
    this.socket = new Socket(options);
    // The socket may report a reset. We know of it already.
    this.socket.on('error', () => undefined);
    this.watch(this.socket);
    if (this.isReading) this.read(this.socket);
  }

  private watch(socket: Socket): void {
    const end = () => {
      if (socket !== this.socket) return;
      this.drain(socket);
      this.end();
    };
    socket.once('end', end).once('close', end);
  }

  /** Reads the data that waits inside the socket. */
  private drain(socket: Socket): void {
    socket.removeAllListeners('data').pause();
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) this.keep(chunk);
  }

  private end(): void {
    this.isOver = true;
    this.wake();
  }

  private read(socket: Socket): void {
    this.isReading = true;
    socket.on('data', (chunk: Uint8Array) => {
      this.keep(chunk);
      if (this.waitingBytes >= MAX_WAITING_BYTES) socket.pause();
    });
  }

  private keep(chunk: Uint8Array): void {
    if (this.isOver) return;
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    this.wake();
  }
}
