import type { Duplex } from 'node:stream';
import type { Failure } from '@sealwave/contracts';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { TokenBucket } from '@sealwave/node/limits';
import type { BytePace } from '../admission/byte-pace';
import type { UnfinishedInput } from './unfinished-input';
import type { Visitor } from '../admission/visitor';
import { WebSocketFrames } from './web-socket-frames';

/** What is used of a WebSocket of `ws`, made with `autoPong: false`. */
export interface WatchedWebSocket {
  pause(): void;
  resume(): void;
  pong(data: Buffer, mask: boolean, sent: () => void): void;
  on(event: 'ping', listener: (data: Buffer) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** How a WebSocket is watched. */
export interface WatchOptions {
  readonly visitor: Visitor;
  readonly pace: BytePace;
  readonly unfinished: UnfinishedInput;
  /** Milliseconds for a message to be complete. */
  readonly maxMs: number;
  /** Control frames and tiny pieces a second, and at once. */
  readonly framesPerSecond: number;
  readonly framesAtOnce: number;
  readonly clock: Clock;
  /** Ends the connection. */
  readonly cut: (why: Failure) => void;
}

const TOO_MANY_FRAMES: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too many control frames, or pieces of messages',
};

/**
 * Watches what arrives on a WebSocket below Socket.IO, which sees whole messages alone: reads no faster than its pace,
 * counts control frames and pieces, and gives a message time to be complete.
 * @param socket carries the WebSocket; every byte that comes is seen here before it is looked at.
 */
export function watchWebSocket(
  websocket: WatchedWebSocket,
  socket: Duplex,
  options: WatchOptions,
): void {
  const { visitor, pace, maxMs, framesPerSecond, framesAtOnce, clock, cut } = options;
  const frames = new WebSocketFrames();
  const allowed = new TokenBucket(framesPerSecond, framesAtOnce, clock.now());
  const message = options.unfinished.expect({ visitor, maxMs, cut });
  const waitFor = pace.forSocket(visitor);
  let pausing: NodeJS.Timeout | undefined;

  socket.prependListener('data', (chunk: Buffer) => {
    if (!allowed.tryTake(frames.read(chunk), clock.now())) return cut(TOO_MANY_FRAMES);
    message.hold(frames.unfinishedBytes);
    const waitMs = waitFor(chunk.length);
    if (waitMs === 0) return;
    websocket.pause();
    clearTimeout(pausing);
    pausing = setTimeout(() => websocket.resume(), waitMs);
  });
  websocket.once('close', () => {
    clearTimeout(pausing);
    message.hold(0);
  });
  answerPings(websocket);
}

/**
 * Answers pings as RFC 6455 (5.5.3) allows: while a pong has not left, the latest ping alone is answered next. So what
 * waits for somebody who does not read is one pong.
 */
function answerPings(websocket: WatchedWebSocket): void {
  let isLeaving = false;
  let latest: Buffer | null = null;
  const answer = (data: Buffer): void => {
    isLeaving = true;
    websocket.pong(data, false, () => {
      isLeaving = false;
      const next = latest;
      latest = null;
      if (next) answer(next);
    });
  };
  websocket.on('ping', (data) => {
    if (isLeaving) latest = Buffer.from(data);
    else answer(data);
  });
}
