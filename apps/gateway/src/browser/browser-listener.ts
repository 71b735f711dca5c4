import type { Socket } from 'node:net';
import { type Browser, wantsBytes } from './browser';
import type { HearingListener } from '../messages/hearing';

/** What a connection of Engine.IO and a TCP socket have and do not tell. */
interface Inside {
  readonly transport: {
    /** Of a WebSocket. */
    readonly socket?: { readonly _socket: OpenSocket | null };
  };
}
interface OpenSocket extends Socket {
  readonly _handle: Handle | null;
}
interface Handle {
  readonly bytesWritten: number;
  /** What the system has not taken yet; by this Node itself tells whether a socket is idle. */
  readonly writeQueueSize: number;
  /** Below TLS, which takes all at once. */
  readonly _parent?: Handle;
}

/** A browser as far as it is handed what it hears. */
export class BrowserListener implements HearingListener {
  private taken = 0;

  /** @param onCut is told that it was cut off. */
  constructor(
    private readonly browser: Browser,
    private readonly onCut: () => void,
  ) {}

  get wantsBytes(): boolean {
    return wantsBytes(this.browser);
  }

  /** Over HTTP nothing can be seen of it. */
  get takenBytes(): number {
    const { socket } = this;
    if (socket) this.taken = Math.max(this.taken, takenOf(socket));
    return this.taken;
  }

  /** It would not read why, nor that its connection is to end. */
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

/** Bytes of a message are taken one by one, while it waits in one piece. */
function takenOf({ _handle }: OpenSocket): number {
  const handle = _handle?._parent ?? _handle;
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
