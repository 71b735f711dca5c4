import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'socket.io';
import type { WatchedWebSocket } from './web-socket-watch';

/** Most pieces of a message: the largest packet in pieces of 4 KiB. */
const MAX_PIECES = 4096;

type Upgraded = (websocket: WatchedWebSocket, request: IncomingMessage) => void;

/** The part of `ws` that upgrades an HTTP request to a WebSocket. */
interface WebSocketServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: Upgraded): void;
}

/** Internals of the Engine.IO server. Its types do not declare them. */
interface Inside {
  readonly opts: { wsEngine: new (options: object) => WebSocketServer };
  init(): void;
}

/**
 * Calls `see` for every WebSocket of Engine.IO as soon as it exists, even if it never gets a session. Turns off
 * the automatic pongs of `ws`, which would answer any number of pings.
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
