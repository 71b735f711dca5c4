import type { Frame, FrameType } from '@sealwave/wire';

/** What a handshake needs of a connection; a TCP socket and a pair in memory both provide it. */
export interface FrameChannel {
  /** Queues one frame for the peer. */
  send(type: FrameType, body: Uint8Array): void;
  /** Queues several frames that are to arrive together. */
  sendTogether(...frames: readonly (readonly [type: FrameType, body: Uint8Array])[]): void;
  /** The next frame of the peer, which stays the next one. Rejects when the connection ends first. */
  peek(): Promise<Frame>;
  /** The next frame of the peer. Rejects when the connection ends first. */
  receive(): Promise<Frame>;
}
