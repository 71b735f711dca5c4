import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Failure } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { TokenBucket } from '@sealwave/node/limits';
import type { Server, Socket } from 'socket.io';
import type { Admission } from './admission';
import { ControlOutput } from '../web-sockets/control-output';
import { attachmentsOf, firstPackets, isOverfull, isOverlong } from '../web-sockets/packet-bounds';
import type { Visitor } from './visitor';
import { type WatchedWebSocket, watchWebSocket } from '../web-sockets/web-socket-watch';

type Connection = Socket['conn'];

/** A packet of Engine.IO, in either direction. */
interface Packet {
  readonly data?: string | Uint8Array;
}

/** Internals of an Engine.IO connection and its transport. Their types do not declare them. */
interface Inside {
  onClose(reason: string): void;
  readonly transport: {
    parser: { decodePayload(payload: string): unknown };
    once(event: 'ready', listener: () => void): void;
    /** Only for a WebSocket. */
    readonly socket?: WatchedWebSocket & { terminate(): void };
  };
}

/**
 * Burst of events in seconds of the rate. A recording of the largest size arrives in 257 events, as fast as the
 * line allows. Two may arrive at once.
 */
const BURST_SECONDS = 5;

/** Packets of one event: the event and its attachment. Our requests have at most one attachment. */
const PACKETS_PER_EVENT = 2;

/**
 * Time to deliver the reason to a client that is cut off, in milliseconds. Until then, its unfinished input
 * takes memory.
 */
const GRACE_MS = 100;

const FLOOD: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too many events, or one that is too large',
};
const ATTACHMENTS: Failure = {
  code: ErrorCode.InvalidRequest,
  message: 'an event has one attachment at most',
};
const UNREAD: Failure = {
  code: ErrorCode.SlowConsumer,
  message: 'too many answers are waiting to be read',
};

/**
 * Limits what a connection may send, leave unfinished and leave unread. A connection that exceeds a limit is
 * told the reason, and is closed.
 */
export class ConnectionBounds {
  private readonly sockets = new WeakMap<Connection, Socket>();
  private readonly connections = new WeakMap<WatchedWebSocket, Connection>();
  private readonly ended = new WeakSet<Connection>();

  /**
   * @param admission the limits.
   * @param tell writes an event to the log.
   */
  constructor(
    private readonly admission: Admission,
    private readonly tell: (event: object) => void,
  ) {}

  /** Learns the connection of each new Socket.IO socket. */
  follow(server: Server): void {
    server.on('connection', (socket) => this.sockets.set(socket.conn, socket));
  }

  /** Limits a WebSocket, even before a connection uses it. */
  watch(websocket: WatchedWebSocket, request: IncomingMessage, socket: Duplex): void {
    const { config, clock, pace, unfinished } = this.admission;
    const framesPerSecond = config.GATEWAY_EVENTS_PER_SECOND;
    watchWebSocket(websocket, socket, {
      ...{ visitor: this.admission.visitorOf(request), pace, unfinished, clock, framesPerSecond },
      framesAtOnce: BURST_SECONDS * framesPerSecond,
      maxMs: config.GATEWAY_UNFINISHED_MS,
      cut: (why) => {
        const connection = this.connections.get(websocket);
        if (connection) this.cut(connection, why);
        else socket.destroy();
      },
    });
  }

  /** Limits the packets of a connection in both directions. */
  bound(connection: Connection, visitor: Visitor): void {
    const { config, clock } = this.admission;
    const perSecond = config.GATEWAY_EVENTS_PER_SECOND;
    const events = new TokenBucket(perSecond, BURST_SECONDS * perSecond, clock.now());
    const cut = (why: Failure): void => this.cut(connection, why);
    const maxMs = config.GATEWAY_UNFINISHED_MS;
    const event = this.admission.unfinished.expect({ visitor, maxMs, cut });
    connection.on('packet', ({ data }: Packet) => {
      if (data instanceof Uint8Array) return event.hold(0); // The attachment of an event that was counted.
      const fits = events.tryConsume(1, clock.now());
      if (!fits || (data !== undefined && (isOverfull(data) || isOverlong(data))))
        return cut(FLOOD);
      const attachments = attachmentsOf(data ?? '');
      if (attachments > 1) cut(ATTACHMENTS);
      else if (attachments === 1) event.hold(data?.length ?? 0);
    });
    connection.once('close', () => event.hold(0));
    this.boundOutput(connection);
    boundPayloads(connection, PACKETS_PER_EVENT * (BURST_SECONDS * perSecond + 1));
    this.learnWebSocket(connection);
    connection.on('upgrade', () => this.learnWebSocket(connection));
  }

  /** Tells the client why, stops reading, and closes the connection. */
  cut(connection: Connection, why: Failure): void {
    if (this.ended.has(connection)) return;
    this.ended.add(connection);
    const socket = this.sockets.get(connection);
    this.tell({ event: 'browser-cut-off', browser: socket?.id, code: why.code });
    socket?.emit('server_error', why);
    socket?.disconnect(true);
    // Discards what arrived already, and reads no more.
    connection.removeAllListeners('data').close();
    inside(connection).transport.socket?.pause();
    setTimeout(() => end(connection), GRACE_MS).unref();
  }

  private boundOutput(connection: Connection): void {
    const output = new ControlOutput(this.admission.config.GATEWAY_OUTPUT_BYTES);
    connection.on('packetCreate', ({ data }: Packet) => {
      if (!output.add(data)) this.cut(connection, UNREAD);
    });
    connection.on('flush', () => {
      output.flush();
      inside(connection).transport.once('ready', () => output.drain());
    });
    connection.on('upgrade', () => output.drain());
  }

  private learnWebSocket(connection: Connection): void {
    const { socket } = inside(connection).transport;
    if (socket) this.connections.set(socket, connection);
  }
}

function inside(connection: Connection): Inside {
  return connection as unknown as Inside;
}

/** Limits the packets of an HTTP request. Engine.IO parses all of them before it passes on the first. */
function boundPayloads(connection: Connection, packets: number): void {
  const { transport } = inside(connection);
  const { parser } = transport;
  const decodePayload = (payload: string) => parser.decodePayload(firstPackets(payload, packets));
  transport.parser = { ...parser, decodePayload };
}

/**
 * Terminates a WebSocket at once. A normal close waits half a minute for the client. A flooding client would go
 * on meanwhile.
 */
function end(connection: Connection): void {
  const { transport } = inside(connection);
  transport.socket?.terminate();
  inside(connection).onClose('forced close');
}
