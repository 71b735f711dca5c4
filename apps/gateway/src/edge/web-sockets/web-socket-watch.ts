import type { Duplex } from 'node:stream';
import type { Failure } from '@sealwave/contracts';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { TokenBucket } from '@sealwave/node/limits';
import type { BytePace } from '../admission/byte-pace';
import type { UnfinishedInput } from './unfinished-input';
import type { Visitor } from '../admission/visitor';
import { WebSocketFrames } from './web-socket-frames';

/** The used part of a `ws` WebSocket. It is made with `autoPong: false`. */
export interface WatchedWebSocket {
  pause(): void;
  resume(): void;
  pong(data: Buffer, mask: boolean, sent: () => void): void;
  on(event: 'ping', listener: (data: Buffer) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** How to watch a WebSocket. */
export interface WatchOptions {
  readonly visitor: Visitor;
  readonly pace: BytePace;
  readonly unfinished: UnfinishedInput;
  /** Time in which a message must be complete, in milliseconds. */
  readonly maxMs: number;
  /** Control frames and tiny pieces allowed per second, in the long run. */
  readonly framesPerSecond: number;
  /** Control frames and tiny pieces allowed in one burst. */
  readonly framesAtOnce: number;
  readonly clock: Clock;
  /** Closes the connection. */
  readonly cut: (why: Failure) => void;
}

const TOO_MANY_FRAMES: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too many control frames or pieces of messages',
};

/**
 * Watches a WebSocket below Socket.IO, which sees only whole messages. Limits the reading rate, counts control
 * frames and pieces, and limits the time of a message.
 * @param socket carries the WebSocket. Every byte passes here before it is parsed.
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
    if (!allowed.tryConsume(frames.read(chunk), clock.now())) return cut(TOO_MANY_FRAMES);
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
 * Answers pings as RFC 6455 (5.5.3) allows. While a pong has not left, only the latest ping is answered next.
 * So at most one pong waits for a client that does not read.
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
