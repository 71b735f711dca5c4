import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Failure } from '@sealwave/contracts';
import { type Clock, ErrorCode, systemClock } from '@sealwave/kernel';
import { addressGroup, Networks, TokenBucket } from '@sealwave/node/limits';
import type { Server, ServerOptions, Socket } from 'socket.io';
import type { GatewayConfig } from '../gateway.config';
import { type Guard, senderOf } from './guard-requests';
import { firstPackets, isOverfull } from './packet-bounds';
import { SocketPlaces } from './socket-places';
import { visitorAddress } from './visitor-address';

type Connection = Socket['conn'];

/** A recording of the largest size comes in 257 events, as fast as the line carries them; two may. */
const BURST_SECONDS = 5;

/** Itself, and what Socket.IO allows to be attached to it. */
const PACKETS_PER_EVENT = 11;

/** Refusals that the log tells of: so many at once, then one a second. */
const LOGGED_REFUSALS = 10;

/** Whoever is cut off has this long to read why. */
const GRACE_MS = 1_000;

/** What a transport of Engine.IO has and does not tell. */
interface Inside {
  parser: { decodePayload(payload: string): unknown };
  /** Of a WebSocket. */
  readonly socket?: { terminate(): void };
}

const FLOOD: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too many events, or too much in one',
};

/**
 * Socket.IO behind the gateway's checks. A handshake is checked on both transports; what comes later names
 * the session that it belongs to, which nobody else knows.
 */
export class GuardedIoAdapter extends IoAdapter {
  private readonly log = new Logger(GuardedIoAdapter.name);
  private readonly proxies: Networks;
  private readonly places: SocketPlaces;
  private readonly logged: TokenBucket;
  private readonly sockets = new WeakMap<Connection, Socket>();

  constructor(
    app: NestExpressApplication,
    private readonly config: GatewayConfig,
    private readonly guard: Guard,
    private readonly clock: Clock = systemClock,
  ) {
    super(app);
    this.proxies = new Networks(config.GATEWAY_TRUSTED_PROXIES);
    this.places = new SocketPlaces(config.GATEWAY_SOCKETS_PER_ADDRESS, this.proxies);
    this.logged = new TokenBucket(1, LOGGED_REFUSALS, clock.now());
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const guarded: Partial<ServerOptions> = {
      serveClient: false,
      pingInterval: this.config.GATEWAY_PING_MS,
      pingTimeout: this.config.GATEWAY_PONG_MS,
      cors: {
        methods: ['GET', 'POST'],
        origin: (origin, answer) => answer(null, this.guard.policy.allows(origin ?? '')),
      },
      allowRequest: (request, answer) => {
        const refusal = this.refusalOf(request);
        answer(refusal, refusal === null);
      },
    };
    const all = { ...options, ...guarded } as ServerOptions;
    const server: Server = super.createIOServer(port, all);
    server.engine.use((_: IncomingMessage, response: ServerResponse, next: () => void) => {
      for (const [name, value] of this.guard.headers) response.setHeader(name, value);
      next();
    });
    server.engine.on('connection', (connection: Connection) => this.admit(connection));
    server.on('connection', (socket) => this.sockets.set(socket.conn, socket));
    return server;
  }

  private refusalOf(request: IncomingMessage): string | null {
    const address = this.addressOf(request);
    const foreign = this.guard.policy.refusal(senderOf(request));
    const code = foreign ? ErrorCode.NotAllowed : ErrorCode.RateLimited;
    if (!foreign && this.places.hasRoom(address)) return null;
    if (this.logged.tryTake(1, this.clock.now())) {
      this.log.warn({ event: 'socket-refused', code, from: shortened(address) });
    }
    return `${code}: ${foreign ? foreign.reason : 'too many connections from this address'}`;
  }

  private admit(connection: Connection): void {
    connection.once('close', this.places.take(this.addressOf(connection.request)));
    const perSecond = this.config.GATEWAY_EVENTS_PER_SECOND;
    const events = new TokenBucket(perSecond, BURST_SECONDS * perSecond, this.clock.now());
    connection.on('packet', ({ data }: { readonly data?: unknown }) => {
      if (data instanceof Uint8Array) return; // attached to an event that was counted
      const fits = events.tryTake(1, this.clock.now());
      if (!fits || (typeof data === 'string' && isOverfull(data))) this.cutOff(connection);
    });
    boundPayloads(connection, PACKETS_PER_EVENT * (BURST_SECONDS * perSecond + 1));
  }

  private cutOff(connection: Connection): void {
    const socket = this.sockets.get(connection);
    this.log.warn({ event: 'browser-cut-off', browser: socket?.id, code: FLOOD.code });
    socket?.emit('server_error', FLOOD);
    socket?.disconnect(true);
    // What arrived already is not read any more.
    connection.removeAllListeners('data').close();
    setTimeout(() => terminate(connection), GRACE_MS).unref();
  }

  private addressOf({ socket, headers }: IncomingMessage): string {
    const forwardedFor = [headers['x-forwarded-for'] ?? []].flat().join(',');
    return visitorAddress(socket.remoteAddress ?? '', forwardedFor, this.proxies);
  }
}

/** Engine.IO reads all packets of an HTTP request before it hands on the first. */
function boundPayloads(connection: Connection, packets: number): void {
  const transport = connection.transport as unknown as Inside;
  const { parser } = transport;
  const decodePayload = (payload: string) => parser.decodePayload(firstPackets(payload, packets));
  transport.parser = { ...parser, decodePayload };
}

/** Enough to tell a network that makes trouble, too little to tell a person. */
function shortened(address: string): string {
  return addressGroup(address).replace(/\.\d+$/, '.0/24');
}

/** A WebSocket waits half a minute for the other side to agree to its end; a flooder floods on meanwhile. */
function terminate({ transport }: Connection): void {
  (transport as unknown as Inside).socket?.terminate();
}
