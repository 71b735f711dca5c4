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

/** A packet of Engine.IO, either way. */
interface Packet {
  readonly data?: string | Uint8Array;
}

/** What a connection of Engine.IO, and its transport, have and do not tell. */
interface Inside {
  onClose(reason: string): void;
  readonly transport: {
    parser: { decodePayload(payload: string): unknown };
    once(event: 'ready', listener: () => void): void;
    /** Of a WebSocket. */
    readonly socket?: WatchedWebSocket & { terminate(): void };
  };
}

/** A recording of the largest size comes in 257 events, as fast as the line carries them; two may. */
const BURST_SECONDS = 5;

/** An event, and what is attached to it: a request of ours has one attachment at most. */
const PACKETS_PER_EVENT = 2;

/** Who is cut off has this long to be told why; what they have begun takes memory until then. */
const GRACE_MS = 100;

const FLOOD: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too many events, or too much in one',
};
const ATTACHMENTS: Failure = {
  code: ErrorCode.InvalidRequest,
  message: 'an event has one attachment at most',
};
const UNREAD: Failure = {
  code: ErrorCode.SlowConsumer,
  message: 'too many answers are waiting to be read',
};

/** Bounds what one connection may send, have begun, and leave unread; a connection that exceeds that is told why, and closed. */
export class ConnectionBounds {
  private readonly sockets = new WeakMap<Connection, Socket>();
  private readonly connections = new WeakMap<WatchedWebSocket, Connection>();
  private readonly ended = new WeakSet<Connection>();

  /** @param tell writes an event to the log. */
  constructor(
    private readonly admission: Admission,
    private readonly tell: (event: object) => void,
  ) {}

  /** Learns which socket of Socket.IO is on which connection. */
  follow(server: Server): void {
    server.on('connection', (socket) => this.sockets.set(socket.conn, socket));
  }

  /** Bounds a WebSocket, whether a connection uses it already or not. */
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

  /** Bounds the packets of a connection, both ways. */
  bound(connection: Connection, visitor: Visitor): void {
    const { config, clock } = this.admission;
    const perSecond = config.GATEWAY_EVENTS_PER_SECOND;
    const events = new TokenBucket(perSecond, BURST_SECONDS * perSecond, clock.now());
    const cut = (why: Failure): void => this.cut(connection, why);
    const maxMs = config.GATEWAY_UNFINISHED_MS;
    const event = this.admission.unfinished.expect({ visitor, maxMs, cut });
    connection.on('packet', ({ data }: Packet) => {
      if (data instanceof Uint8Array) return event.hold(0); // attached to an event that was counted
      const fits = events.tryTake(1, clock.now());
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

  /** Says why, reads nothing any more, and ends it. */
  cut(connection: Connection, why: Failure): void {
    if (this.ended.has(connection)) return;
    this.ended.add(connection);
    const socket = this.sockets.get(connection);
    this.tell({ event: 'browser-cut-off', browser: socket?.id, code: why.code });
    socket?.emit('server_error', why);
    socket?.disconnect(true);
    // What arrived already is not looked at any more, and the rest is not read.
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

/** Engine.IO reads all packets of an HTTP request before it hands on the first. */
function boundPayloads(connection: Connection, packets: number): void {
  const { transport } = inside(connection);
  const { parser } = transport;
  const decodePayload = (payload: string) => parser.decodePayload(firstPackets(payload, packets));
  transport.parser = { ...parser, decodePayload };
}

/** A WebSocket waits half a minute for the other side to agree to its end; a flooder floods on meanwhile. */
function end(connection: Connection): void {
  const { transport } = inside(connection);
  transport.socket?.terminate();
  inside(connection).onClose('forced close');
}
