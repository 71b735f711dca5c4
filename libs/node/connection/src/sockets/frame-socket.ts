import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { concat, type VoiceError } from '@sealwave/kernel';
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  type FrameLimit,
  type FrameType,
} from '@sealwave/wire';
import type { FrameChannel } from '@sealwave/node/hop';
import { ConnectionError } from '../dialling/connection-error';
import { FrameWatch, type FrameWatchLimits } from './frame-watch';
import { InboundChunks } from './inbound-chunks';
import { SendQueue, type SendQueueLimits } from './send-queue';
import type { MemoryHolder, MemoryPool } from './memory-pool';
import { SilenceWatch } from './silence-watch';

/** Limits of one connection (docs/protocol.md, section 6). */
export interface FrameSocketLimits extends FrameWatchLimits, SendQueueLimits {
  /** Memory for the long frames of all connections together. Unlimited when absent. */
  readonly receiving?: MemoryPool | undefined;
}

/** Largest frame, in bytes, that needs no memory from the pool. It is about the size of one read. */
const SHORT_FRAME_BYTES = 64 * 1024;
/** A long frame needs memory for itself and for its opened content. */
const COPIES = 2;

const KEEP_ALIVE_MS = 30_000;

/**
 * Frames over one TCP connection. No other class of the system reads or writes a socket. It applies
 * backpressure: while the consumer of {@link frames} handles a frame, it reads nothing more from the peer.
 */
export class FrameSocket implements FrameChannel, MemoryHolder {
  private readonly decoder: FrameDecoder;
  private readonly arrived: InboundChunks;
  private readonly queue: SendQueue;
  private readonly inbound = this.read();
  private readonly watch: FrameWatch;
  private readonly silence = new SilenceWatch((ms) => this.close(ConnectionError.silent(ms)));
  /** The next frame, if somebody peeked at it. */
  private upcoming: Promise<IteratorResult<Frame, void>> | null = null;
  private readonly ending = new AbortController();
  private reason: VoiceError | null = null;
  private isLongFrame = false;
  /** Bytes received so far. */
  private arrivedBytes = 0;
  private isHandedOut = false;

  constructor(
    private readonly socket: Socket,
    limit: FrameLimit,
    private readonly limits: FrameSocketLimits,
  ) {
    this.decoder = new FrameDecoder(limit, limits.receiving?.spare);
    this.arrived = new InboundChunks(socket);
    this.queue = new SendQueue(
      socket,
      limits,
      (reason) => this.close(reason),
      () => this.arrived.salvage(),
    );
    this.watch = new FrameWatch(limits, () => this.close(ConnectionError.stalled(limits.frameMs)));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // A reset by the peer ends the connection. Frames that came before it are still delivered.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.watch.stop();
      this.silence.stop();
      this.limits.receiving?.release(this);
      this.ending.abort(this.reason ?? ConnectionError.closed());
    });
  }

  /**
   * Aborts when the connection has ended, from either side. The reason of the signal is the reason of the end.
   */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  /**
   * Bytes received so far. Infinite while the reader handles a complete frame: the peer is not to blame for
   * that delay.
   */
  get progressBytes(): number {
    return this.isHandedOut ? Infinity : this.arrivedBytes;
  }

  /** Address of the peer, as the system writes it. */
  get peerAddress(): string {
    return this.socket.remoteAddress ?? '';
  }

  /** Whether the connection is closed for sending. */
  get closed(): boolean {
    return this.socket.destroyed;
  }

  /** Sets the limit for all frames that begin from now on. */
  set frameLimit(limit: FrameLimit) {
    this.decoder.limit = limit;
  }

  /** Queues one frame without waiting. Does nothing after the end of the connection. */
  send(type: FrameType, body: Uint8Array): void {
    this.queue.push(encodeFrame(type, body));
  }

  /** Queues frames in one write, so that they arrive together. */
  sendTogether(...frames: readonly (readonly [type: FrameType, body: Uint8Array])[]): void {
    this.queue.push(concat(...frames.map(([type, body]) => encodeFrame(type, body))));
  }

  /**
   * Closes the connection when the peer sends nothing for `limitMs` while we wait for it. Applies from now on.
   */
  limitSilence(limitMs: number): void {
    this.silence.begin(limitMs);
  }

  /** Resolves when everything sent so far was handed to the system, or the connection ended. */
  flushed(): Promise<void> {
    return this.queue.flushed();
  }

  /**
   * Returns the next frame without consuming it.
   * @throws ConnectionError or WireError when the connection ends first.
   */
  async peek(): Promise<Frame> {
    this.upcoming ??= this.inbound.next();
    const { value } = await this.upcoming;
    if (value) return value;
    throw ConnectionError.closed();
  }

  /**
   * Returns and consumes the next frame.
   * @throws ConnectionError or WireError when the connection ends first.
   */
  async receive(): Promise<Frame> {
    const { value } = await this.next();
    if (value) return value;
    throw ConnectionError.closed();
  }

  /**
   * Yields frames in order of arrival. Ends when the connection ends normally or by a reset.
   * @throws WireError, ConnectionError or SlowConsumerError when it ended for that reason.
   */
  frames(): AsyncIterable<Frame> {
    const iterator = { next: () => this.next(), return: () => this.inbound.return() };
    return { [Symbol.asyncIterator]: () => iterator };
  }

  /**
   * Frees the memory of the frame that was yielded last. Call it when the content is not needed any more, or is
   * counted elsewhere. Without this call, asking for the next frame frees the memory.
   */
  releaseFrame(): void {
    if (this.isHandedOut) this.finishLongFrame();
  }

  /** Resolves after `ms` milliseconds, or when the connection ends. */
  async pause(ms: number): Promise<void> {
    // The previous frame has been handled. Others may need its memory.
    this.finishLongFrame();
    const wait = delay(ms, undefined, { signal: this.ended });
    // The wait rejects only when the connection ends, which `frames` reports.
    await wait.catch(() => undefined);
  }

  /** Closes the connection after everything queued was written. */
  end(): void {
    this.queue.end();
  }

  /**
   * Closes the connection at once.
   * @param reason what {@link frames} then throws.
   */
  close(reason?: VoiceError): void {
    if (!this.socket.destroyed) {
      // Writes what this turn has queued so far, such as a goodbye.
      this.queue.write();
      this.reason = reason ?? null;
    }
    this.arrived.drop();
    this.socket.destroy();
  }

  /** Closes the connection: its long frame makes no progress, and others wait for the memory. */
  giveWay(heldBytes: number): void {
    this.close(ConnectionError.gaveWay(heldBytes));
  }

  private beginsLongFrame(): boolean {
    return !this.isLongFrame && this.decoder.expectedBytes > SHORT_FRAME_BYTES;
  }

  /**
   * Waits for memory. Reads nothing meanwhile, which slows the peer down. The peer is not blamed for this time.
   */
  private async waitForMemory(): Promise<void> {
    if (this.closed) return;
    this.isLongFrame = true;
    const bytes = COPIES * this.decoder.expectedBytes;
    const turn = this.limits.receiving?.reserve(bytes, this, this.ended);
    if (!turn) return;
    this.watch.stop();
    await turn;
  }

  private finishLongFrame(): void {
    if (!this.isLongFrame) return;
    this.isLongFrame = false;
    this.limits.receiving?.release(this);
    this.limits.receiving?.tidy();
  }

  private next(): Promise<IteratorResult<Frame, void>> {
    const next = this.upcoming ?? this.inbound.next();
    this.upcoming = null;
    return next;
  }

  private async *read(): AsyncGenerator<Frame, void, void> {
    try {
      for await (const chunk of this.chunks()) {
        for (const frame of this.decoder.push(chunk)) {
          this.watch.stop();
          this.isHandedOut = true;
          yield frame;
          this.isHandedOut = false;
          this.finishLongFrame();
        }
        if (this.beginsLongFrame()) await this.waitForMemory();
        if (this.decoder.midFrame && !this.closed) this.watch.grew(chunk.length);
      }
    } finally {
      this.close();
      this.decoder.drop();
      this.limits.receiving?.release(this);
      this.limits.receiving?.tidy();
    }
    if (this.reason) throw this.reason;
  }

  private async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    for (let chunk = await this.arrived.next(); chunk; chunk = await this.arrived.next()) {
      this.silence.stop();
      this.arrivedBytes += chunk.length;
      yield chunk;
      this.silence.wait();
    }
  }
}
