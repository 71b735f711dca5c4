import { connect, type Socket } from 'node:net';
import { encodeFrame, type Frame } from './frame';

/** A TCP connection read as frames, written from section 2 of docs/protocol.md. */
export class FrameStream {
  /** Resolves once either side has closed the connection. */
  readonly closed: Promise<void>;
  private readonly frames: Frame[] = [];
  private readonly wakers: (() => void)[] = [];
  private chunks: Buffer[] = [];
  private held = 0;
  private needed = 4;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.collect(chunk));
    socket.on('error', () => undefined); // A reset is one way to close. `close` follows.
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.once('close', () => this.wake());
  }

  static async open(port: number, host = '127.0.0.1'): Promise<FrameStream> {
    const stream = new FrameStream(connect(port, host));
    await new Promise((resolve, reject) => {
      stream.socket.once('connect', resolve).once('error', reject);
    });
    return stream;
  }

  send(type: number, body: Uint8Array): void {
    this.socket.write(encodeFrame(type, body));
  }

  /** Resolves when the bytes are handed to the system. Later bytes are then another write. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** The next frame. @throws Error when the connection closes first. */
  async next(): Promise<Frame> {
    while (this.frames.length === 0) {
      if (this.socket.closed) throw new Error('the connection was closed');
      await new Promise<void>((resolve) => this.wakers.push(resolve));
    }
    return this.frames.shift() as Frame;
  }

  /** Whether frames have arrived that nobody has read. */
  get hasUnread(): boolean {
    return this.frames.length > 0;
  }

  private collect(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.held += chunk.length;
    while (this.held >= this.needed) this.take();
    this.wake();
  }

  private take(): void {
    const bytes = Buffer.concat(this.chunks);
    const end = 4 + bytes.readUInt32BE(0);
    this.chunks = [bytes];
    this.needed = end;
    if (bytes.length < end) return;
    this.frames.push({ type: bytes[4], body: bytes.subarray(5, end) });
    this.chunks = [bytes.subarray(end)];
    this.held -= end;
    this.needed = 4;
  }

  private wake(): void {
    for (const waker of this.wakers.splice(0)) waker();
  }
}
