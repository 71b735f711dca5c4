import type { Socket } from 'node:net';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { MemoryHolder, MemoryPool } from './memory-pool';

/** How far a peer may fall behind before its connection is closed. */
export interface SendQueueLimits {
  /** Most bytes that may wait for a slow reader. */
  readonly maxQueuedBytes: number;
  /** Time without progress after which a peer counts as dead, in milliseconds. */
  readonly stallMs: number;
  /** Memory for what waits on all connections together. Unlimited when absent. */
  readonly sending?: MemoryPool | undefined;
}

/** The peer does not read. Its connection was closed, so that data does not pile up here. */
class SlowConsumerError extends VoiceError {
  override readonly peerFault = true;
}

/** Largest single write in bytes. Progress on a long message shows after each write. */
const SLICE_BYTES = 64 * 1024;

/** Queues with something to write at the end of this turn. */
const dirty: SendQueue[] = [];

/**
 * Schedules a write at the end of this turn. One callback for each queue would cost more than it saves, so all
 * share one.
 */
function writeAtEndOfTurn(queue: SendQueue): void {
  if (dirty.push(queue) > 1) return;
  process.nextTick(() => {
    for (const each of dirty.splice(0)) each.write();
  });
}

/**
 * Resolves when everything queued in this turn of the event loop, on all connections, was written. The system
 * may accept only a part of it.
 */
export function endOfTurn(): Promise<void> {
  // The callback of `writeAtEndOfTurn` was scheduled before and runs first.
  return new Promise((resolve) => process.nextTick(resolve));
}

/**
 * The data that waits to be written to one socket. Everything queued in one turn of the event loop becomes one
 * write: a write costs more than sealing its content. The socket's own buffer stays short. So a peer that does
 * not read is noticed early. The sender never waits.
 */
export class SendQueue implements MemoryHolder {
  private readonly waiting: Uint8Array[] = [];
  private headWritten = 0;
  private queuedBytes = 0;
  /** Bytes written so far. */
  progressBytes = 0;
  private blocked = false;
  private isDirty = false;
  private ending = false;
  private stall: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  /**
   * @param socket the socket to write to.
   * @param limits limits of this queue.
   * @param giveUp called when the peer does not read.
   * @param onRefused called when the system accepts no more data, before the socket is closed.
   */
  constructor(
    private readonly socket: Socket,
    private readonly limits: SendQueueLimits,
    private readonly giveUp: (reason: SlowConsumerError) => void,
    private readonly onRefused: () => void = () => undefined,
  ) {
    socket.on('drain', () => {
      clearTimeout(this.stall);
      this.blocked = false;
      this.pump();
    });
    socket.once('close', () => {
      clearTimeout(this.stall);
      this.waiting.length = 0;
      this.limits.sending?.release(this);
      this.settle();
    });
  }

  /** Queues `bytes`, which must not change afterwards. */
  push(bytes: Uint8Array): void {
    if (this.socket.destroyed || this.ending) return;
    this.waiting.push(bytes);
    this.queuedBytes += bytes.length;
    this.limits.sending?.hold(this, bytes.length);
    this.mark();
    const { maxQueuedBytes } = this.limits;
    if (this.queuedBytes > maxQueuedBytes) {
      this.refuse('does not read', {
        queuedBytes: this.queuedBytes,
        maxQueuedBytes,
      });
    }
  }

  /** Gives up the peer. Its queue holds most of the memory of all connections. */
  giveWay(heldBytes: number): void {
    this.refuse('holds with what it does not read what others need', { heldBytes });
  }

  /** Writes as much of the waiting data as the system accepts. Does not wait for the end of the turn. */
  write(): void {
    this.isDirty = false;
    if (this.socket.destroyed) return;
    this.pump();
  }

  /** Resolves when everything was handed to the system, or the socket was closed. */
  async flushed(): Promise<void> {
    if (this.empty || this.socket.destroyed) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Closes the connection after everything queued was written. */
  end(): void {
    this.ending = true;
    if (this.empty) this.finish();
  }

  private get empty(): boolean {
    return this.waiting.length === 0 && !this.blocked;
  }

  private mark(): void {
    if (this.blocked) return;
    // Enough data for a full write need not wait for more.
    if (this.queuedBytes >= SLICE_BYTES) return this.write();
    if (this.isDirty) return;
    this.isDirty = true;
    writeAtEndOfTurn(this);
  }

  private pump(): void {
    const isOne = this.waiting.length < 2;
    if (!isOne) this.socket.cork();
    while (!this.blocked && this.waiting.length > 0) {
      const head = this.waiting[0];
      const slice = head.subarray(this.headWritten, this.headWritten + SLICE_BYTES);
      this.headWritten += slice.length;
      this.queuedBytes -= slice.length;
      this.progressBytes += slice.length;
      this.limits.sending?.release(this, slice.length);
      if (this.headWritten === head.length) {
        this.waiting.shift();
        this.headWritten = 0;
      }
      const isFlowing = this.socket.write(slice);
      if (this.socket.errored) break;
      if (!isFlowing) this.block();
    }
    if (!isOne) this.socket.uncork();
    if (this.socket.errored) return this.onRefused();
    if (this.empty) this.settle();
  }

  private block(): void {
    this.blocked = true;
    this.watchForStall();
  }

  private settle(): void {
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.ending) this.finish();
  }

  /**
   * Half-closes the socket, with a time limit. A peer that does not close its half would hold the connection
   * forever.
   */
  private finish(): void {
    if (this.socket.destroyed) return;
    this.socket.end();
    this.watchForStall();
  }

  private watchForStall(): void {
    const { stallMs } = this.limits;
    clearTimeout(this.stall);
    this.stall = setTimeout(() => this.refuse('has stopped reading', { stallMs }), stallMs);
    this.stall.unref();
  }

  private refuse(what: string, detail: Record<string, number>): void {
    this.giveUp(new SlowConsumerError(ErrorCode.SlowConsumer, `the peer ${what}`, detail));
  }
}
