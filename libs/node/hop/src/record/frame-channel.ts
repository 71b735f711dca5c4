import type { Frame, FrameType } from '@sealwave/wire';

/** What a handshake needs of a connection. It may be a TCP socket, or a pair in memory. */
export interface FrameChannel {
  /** Queues one frame for the peer. */
  send(type: FrameType, body: Uint8Array): void;
  /** Queues several frames so that they arrive together. */
  sendTogether(...frames: readonly (readonly [type: FrameType, body: Uint8Array])[]): void;
  /** The next frame of the peer, without consuming it. Rejects when the connection ends first. */
  peek(): Promise<Frame>;
  /** The next frame of the peer. Rejects when the connection ends first. */
  receive(): Promise<Frame>;
}
