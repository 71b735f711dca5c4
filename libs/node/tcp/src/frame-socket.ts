import type { Socket } from 'node:net';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  type FrameLimit,
  type FrameType,
} from '@sealwave/wire';
import type { FrameChannel } from '@sealwave/node/session';
import { SendQueue, type SendQueueLimits } from './send-queue';

/** What one connection may cost (docs/protocol.md, section 6). */
export interface FrameSocketLimits extends SendQueueLimits {
  /** Within this time a frame that has begun must end or grow by {@link minProgressBytes}. */
  readonly frameMs: number;
  /** Growth, in bytes, that keeps a long message on a slow line alive. */
  readonly minProgressBytes: number;
}

/** The connection ended, or a frame on it did. */
export class ConnectionError extends VoiceError {
  override readonly peerFault = true;

  /** The peer ended the connection while something was expected of it. */
  static closed(): ConnectionError {
    return new ConnectionError(ErrorCode.PeerClosed, 'the peer closed the connection');
  }

  /** The peer began a frame and does not get on with it. */
  static stalled(frameMs: number): ConnectionError {
    return new ConnectionError(ErrorCode.FrameStalled, 'a frame was begun and not finished', {
      frameMs,
    });
  }
}

const KEEP_ALIVE_MS = 30_000;

/**
 * Frames over one TCP connection; in the system, the only class that reads and writes a socket.
 * Not reading on is the backpressure: while the consumer of {@link frames} works on a frame, nothing
 * more is taken from the peer.
 */
export class FrameSocket implements FrameChannel {
  private readonly decoder: FrameDecoder;
  private readonly queue: SendQueue;
  private readonly inbound = this.read();
  private reason: VoiceError | null = null;
  private frameTimer: NodeJS.Timeout | undefined;
  private frameProgress = 0;
  private waitsForPeer = false;

  constructor(
    private readonly socket: Socket,
    limit: FrameLimit,
    private readonly limits: FrameSocketLimits,
  ) {
    this.decoder = new FrameDecoder(limit);
    this.queue = new SendQueue(socket, limits, (reason) => this.close(reason));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // A reset by the peer ends the stream of chunks as well; that is where it is handled.
    socket.on('error', () => this.close());
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

  /** Resolves when everything sent so far was handed to the system, or the connection ended. */
  flushed(): Promise<void> {
    return this.queue.flushed();
  }

  /** @throws ConnectionError, or WireError, when the connection ends first. */
  async receive(): Promise<Frame> {
    const { value } = await this.inbound.next();
    if (value) return value;
    throw ConnectionError.closed();
  }

  /**
   * Frames in order of arrival, until the connection ends in an orderly way or by a reset.
   * @throws WireError, ConnectionError or SlowConsumerError when it ended for that reason.
   */
  frames(): AsyncIterable<Frame> {
    return this.inbound;
  }

  /** Ends the connection once everything queued was written. */
  end(): void {
    this.queue.end();
  }

  /** Ends the connection at once; `reason` is what {@link frames} then throws. */
  close(reason?: VoiceError): void {
    if (this.socket.destroyed) return;
    this.reason = reason ?? null;
    clearTimeout(this.frameTimer);
    this.socket.destroy();
  }

  private async *read(): AsyncGenerator<Frame, void, void> {
    try {
      for await (const chunk of this.chunks()) {
        yield* this.decoder.push(chunk);
        this.watchFrame(chunk.length);
      }
    } finally {
      this.close();
    }
    if (this.reason) throw this.reason;
  }

  private async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    this.waitsForPeer = true;
    try {
      for await (const chunk of this.socket as AsyncIterable<Uint8Array>) {
        this.waitsForPeer = false;
        yield chunk;
        this.waitsForPeer = true;
      }
    } catch {
      // A reset, or our own close: the end all the same. Whether it had a reason is known here.
    }
  }

  private watchFrame(arrivedBytes: number): void {
    this.frameProgress += arrivedBytes;
    if (!this.decoder.midFrame) {
      clearTimeout(this.frameTimer);
      this.frameTimer = undefined;
    } else if (this.frameTimer === undefined && !this.closed) {
      this.startFrameTimer();
    }
  }

  private startFrameTimer(): void {
    this.frameProgress = 0;
    const { frameMs, minProgressBytes } = this.limits;
    this.frameTimer = setTimeout(() => {
      const stalled = this.waitsForPeer && this.frameProgress < minProgressBytes;
      if (stalled) this.close(ConnectionError.stalled(frameMs));
      else this.startFrameTimer();
    }, frameMs);
    this.frameTimer.unref();
  }
}
