import { Socket } from 'node:net';

/** Bytes that are taken from the system before somebody wants them. */
const MAX_WAITING_BYTES = 16 * 1024;

/** What Node keeps inside: the connection itself, which outlives the `Socket` that it is taken from. */
interface Inside {
  _handle: object | null;
}

/**
 * What comes on a socket, in order, to the last byte: a peer that was killed may have told others that we have it.
 * Node drops what waits for us in two cases. Its own iterator does where the connection ends by a reset; and a
 * write that fails closes the connection, with all in it that was not read yet.
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

  /** The next piece; null when the connection has ended and all was taken. */
  async next(): Promise<Uint8Array | null> {
    if (!this.isReading) this.read(this.socket);
    while (this.waiting.length === 0 && !this.isOver) {
      // Not before somebody wants more: what is read ahead of many who wait for memory is memory as well.
      this.socket.resume();
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const chunk = this.waiting.shift();
    if (!chunk) return null;
    this.waitingBytes -= chunk.length;
    return chunk;
  }

  /** Nobody wants the rest. */
  drop(): void {
    this.waiting.length = 0;
    this.waitingBytes = 0;
    this.end();
    this.socket.destroy();
  }

  /** A write has just failed, and the socket is about to be closed for it: what has come is read all the same. */
  salvage(): void {
    const { socket } = this;
    const inside = socket as unknown as Inside;
    if (this.isOver || socket.readableEnded || !inside._handle) return;
    this.drain(socket);
    const options: object = { handle: inside._handle };
    inside._handle = null;
    this.socket = new Socket(options);
    // That it ends by a reset is known.
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

  /** Takes what waits inside of the socket. */
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
