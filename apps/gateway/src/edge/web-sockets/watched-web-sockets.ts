import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'socket.io';
import type { WatchedWebSocket } from './web-socket-watch';

/** A browser may send a message in pieces: the largest packet in as many of 4 KiB. */
const MAX_PIECES = 4096;

type Upgraded = (websocket: WatchedWebSocket, request: IncomingMessage) => void;

/** Of `ws`: what takes a request for a WebSocket over from HTTP. */
interface WebSocketServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: Upgraded): void;
}

/** What the server of Engine.IO has and does not tell. */
interface Inside {
  readonly opts: { wsEngine: new (options: object) => WebSocketServer };
  init(): void;
}

/**
 * Has every WebSocket of Engine.IO seen as soon as there is one: before it belongs to a session, and whether it ever
 * will. Pings are not answered by `ws`, which would answer any number.
 */
export function seeWebSockets(
  engine: Server['engine'],
  see: (websocket: WatchedWebSocket, request: IncomingMessage, socket: Duplex) => void,
): void {
  const inside = engine as unknown as Inside;
  const Base = inside.opts.wsEngine;
  inside.opts.wsEngine = class extends Base {
    constructor(options: object) {
      super({ ...options, autoPong: false, maxFragments: MAX_PIECES });
    }

    override handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      done: Upgraded,
    ): void {
      super.handleUpgrade(request, socket, head, (websocket, upgraded) => {
        see(websocket, request, socket);
        done(websocket, upgraded);
      });
    }
  };
  inside.init();
}
