import type { Socket } from 'node:net';
import { type Browser, wantsBytes } from './browser';
import type { HearingListener } from '../messages/hearing';

/** Internals of an Engine.IO connection and its TCP socket. Their types do not declare them. */
interface Inside {
  readonly transport: {
    /** Only for a WebSocket. */
    readonly socket?: { readonly _socket: OpenSocket | null };
  };
}
interface OpenSocket extends Socket {
  readonly _handle: Handle | null;
}
interface Handle {
  readonly bytesWritten: number;
  /** Bytes that the system has not accepted yet. Node itself uses it to see whether a socket is idle. */
  readonly writeQueueSize: number;
  /** The handle below TLS. TLS itself accepts everything at once. */
  readonly _parent?: Handle;
}

/** A browser as a receiver of messages. */
export class BrowserListener implements HearingListener {
  private taken = 0;

  /** @param onCut is called when the browser is cut off. */
  constructor(
    private readonly browser: Browser,
    private readonly onCut: () => void,
  ) {}

  get wantsBytes(): boolean {
    return wantsBytes(this.browser);
  }

  get isPolling(): boolean {
    return this.browser.conn.transport.name === 'polling';
  }

  /** Bytes sent so far. Over HTTP they cannot be observed. */
  get takenBytes(): number {
    const { socket } = this;
    if (socket) this.taken = Math.max(this.taken, takenOf(socket));
    return this.taken;
  }

  /** Destroys the connection without a farewell: a browser that does not read would not get one. */
  cut(): void {
    this.onCut();
    if (this.socket) this.socket.destroy();
    else this.browser.disconnect(true);
  }

  private get socket(): OpenSocket | null {
    const { transport } = this.browser.conn as unknown as Inside;
    return transport.socket?._socket ?? null;
  }
}

/** Bytes that have left. A message that waits in one piece leaves byte by byte. */
function takenOf({ _handle }: OpenSocket): number {
  const handle = _handle?._parent ?? _handle;
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
