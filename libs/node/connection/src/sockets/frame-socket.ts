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

/** What one connection may cost (docs/protocol.md, section 6). */
export interface FrameSocketLimits extends FrameWatchLimits, SendQueueLimits {
  /** What the long frames of all connections together may take; without it nobody waits for that. */
  readonly receiving?: MemoryPool | undefined;
}

/** A frame up to this size takes what it takes: about as much as is read at a time. */
const SHORT_FRAME_BYTES = 64 * 1024;
/** A frame, and what is in it when it is opened. */
const COPIES = 2;

const KEEP_ALIVE_MS = 30_000;

/**
 * Frames over one TCP connection; in the system, the only class that reads and writes a socket.
 * Not reading on is the backpressure: while the consumer of {@link frames} works on a frame, nothing
 * more is taken from the peer.
 */
export class FrameSocket implements FrameChannel, MemoryHolder {
  private readonly decoder: FrameDecoder;
  private readonly arrived: InboundChunks;
  private readonly queue: SendQueue;
  private readonly inbound = this.read();
  private readonly watch: FrameWatch;
  private readonly silence = new SilenceWatch((ms) => this.close(ConnectionError.silent(ms)));
  /** What comes next, where somebody has asked without taking it. */
  private upcoming: Promise<IteratorResult<Frame, void>> | null = null;
  private readonly ending = new AbortController();
  private reason: VoiceError | null = null;
  private isLongFrame = false;
  /** What was received so far. */
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
    // A reset by the peer is its end; what it had sent before is still handed out.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.watch.stop();
      this.silence.stop();
      this.limits.receiving?.release(this);
      this.ending.abort(this.reason ?? ConnectionError.closed());
    });
  }

  /** Fires when the connection has ended, from either side; carries the reason. */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  /** A frame that is complete and dealt with here is no slowness of the peer. */
  get progressBytes(): number {
    return this.isHandedOut ? Infinity : this.arrivedBytes;
  }

  /** Address of the peer, as the system writes it. */
  get peerAddress(): string {
    return this.socket.remoteAddress ?? '';
  }

  /** True once no more can be sent. */
  get closed(): boolean {
    return this.socket.destroyed;
  }

  /** Applies to every frame that begins from now on. */
  set frameLimit(limit: FrameLimit) {
    this.decoder.limit = limit;
  }

  /** Queues one frame; never waits. After the end of the connection it does nothing. */
  send(type: FrameType, body: Uint8Array): void {
    this.queue.push(encodeFrame(type, body));
  }

  /** Queues frames that are to arrive together: they are one write. */
  sendTogether(...frames: readonly (readonly [type: FrameType, body: Uint8Array])[]): void {
    this.queue.push(concat(...frames.map(([type, body]) => encodeFrame(type, body))));
  }

  /** From now on the peer is given up when nothing comes of it for so long while we wait. */
  limitSilence(limitMs: number): void {
    this.silence.begin(limitMs);
  }

  /** Resolves when everything sent so far was handed to the system, or the connection ended. */
  flushed(): Promise<void> {
    return this.queue.flushed();
  }

  /** @throws ConnectionError, or WireError, when the connection ends first. */
  async peek(): Promise<Frame> {
    this.upcoming ??= this.inbound.next();
    const { value } = await this.upcoming;
    if (value) return value;
    throw ConnectionError.closed();
  }

  /** @throws ConnectionError, or WireError, when the connection ends first. */
  async receive(): Promise<Frame> {
    const { value } = await this.next();
    if (value) return value;
    throw ConnectionError.closed();
  }

  /**
   * Frames in order of arrival, until the connection ends in an orderly way or by a reset.
   * @throws WireError, ConnectionError or SlowConsumerError when it ended for that reason.
   */
  frames(): AsyncIterable<Frame> {
    const iterator = { next: () => this.next(), return: () => this.inbound.return() };
    return { [Symbol.asyncIterator]: () => iterator };
  }

  /** Resolves after `ms` milliseconds, or before when the connection ends. */
  async pause(ms: number): Promise<void> {
    // The frame before is dealt with, and others may need its memory.
    this.finishLongFrame();
    const wait = delay(ms, undefined, { signal: this.ended });
    // It rejects for one reason only, the end of the connection, which `frames` reports.
    await wait.catch(() => undefined);
  }

  /** Ends the connection once everything queued was written. */
  end(): void {
    this.queue.end();
  }

  /** Ends the connection at once; `reason` is what {@link frames} then throws. */
  close(reason?: VoiceError): void {
    if (!this.socket.destroyed) {
      // What was sent before in this turn goes out first, as a goodbye does.
      this.queue.write();
      this.reason = reason ?? null;
    }
    this.arrived.drop();
    this.socket.destroy();
  }

  /** It has begun a long frame that does not get on, and others wait for the memory. */
  giveWay(heldBytes: number): void {
    this.close(ConnectionError.gaveWay(heldBytes));
  }

  private beginsLongFrame(): boolean {
    return !this.isLongFrame && this.decoder.expectedBytes > SHORT_FRAME_BYTES;
  }

  /** Nothing is read meanwhile; that slows the sender, and is not the sender's fault. */
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
