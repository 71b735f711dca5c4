import { type IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { ErrorCode } from '@sealwave/kernel';
import { TokenBucket } from '@sealwave/node/limits';
import type { Server, ServerOptions, Socket } from 'socket.io';
import type { Admission } from './admission';
import { ConnectionBounds } from './connection-bounds';
import { type RequestPolicy, senderOf } from './request-policy';
import { type HttpAdmission, refuse } from '../http/http-admission';
import { PollAnswers } from '../http/poll-answers';
import { RefusedConnections, TOO_MANY_SOCKETS } from './refused-connections';
import { TOO_MANY_REQUESTS } from '../http/request-bounds';
import { SocketQuota } from './socket-quota';
import { shortened } from './visitor';
import { seeWebSockets } from '../web-sockets/watched-web-sockets';

type Connection = Socket['conn'];

/** The checks for a connection. */
export interface Checks {
  readonly admission: Admission;
  readonly http: HttpAdmission;
  readonly guard: RequestPolicy;
}

/** Refusals logged in a burst. After that, one a second is logged. */
const LOGGED_REFUSALS = 10;

/**
 * Socket.IO behind the gateway's checks. A handshake is checked on both transports. Later requests name their
 * session; nobody else knows its id.
 */
export class GuardedIoAdapter extends IoAdapter {
  private readonly log = new Logger(GuardedIoAdapter.name);
  private readonly admission: Admission;
  private readonly http: HttpAdmission;
  private readonly guard: RequestPolicy;
  private readonly places: SocketQuota;
  private readonly refused = new RefusedConnections();
  private readonly bounds: ConnectionBounds;
  private readonly logged: TokenBucket;

  constructor(app: NestExpressApplication, { admission, http, guard }: Checks) {
    super(app);
    this.admission = admission;
    this.http = http;
    this.guard = guard;
    this.places = new SocketQuota(admission.config.GATEWAY_SOCKETS_PER_ADDRESS);
    this.logged = new TokenBucket(1, LOGGED_REFUSALS, admission.clock.now());
    this.bounds = new ConnectionBounds(admission, (event) => this.tell(event));
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { GATEWAY_PING_MS, GATEWAY_PONG_MS } = this.admission.config;
    const guarded: Partial<ServerOptions> = {
      serveClient: false,
      pingInterval: GATEWAY_PING_MS,
      pingTimeout: GATEWAY_PONG_MS,
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
    this.useChecks(server);
    this.refused.answerOn(server);
    this.bounds.follow(server);
    seeWebSockets(server.engine, (websocket, request, socket) =>
      this.bounds.watch(websocket, request, socket),
    );
    server.engine.on('connection', (connection: Connection) => this.admit(connection));
    return server;
  }

  private useChecks({ engine }: Server): void {
    const answers = new PollAnswers();
    engine.use((_: IncomingMessage, response: ServerResponse, next: () => void) => {
      for (const [name, value] of this.guard.headers) response.setHeader(name, value);
      next();
    });
    engine.use(this.http.admitToEngine);
    engine.use((request: IncomingMessage, response: unknown, next: () => void) => {
      const isHttp = response instanceof ServerResponse;
      if (isHttp && answers.overtakes(request, response)) refuse(response, TOO_MANY_REQUESTS);
      else next();
    });
  }

  private refusalOf(request: IncomingMessage): string | null {
    const visitor = this.admission.visitorOf(request);
    const foreign = this.guard.policy.refusal(senderOf(request));
    const code = foreign ? ErrorCode.NotAllowed : ErrorCode.RateLimited;
    const isLetIn = this.places.hasCapacity(visitor) || this.refused.hasCapacity(visitor);
    if (!foreign && isLetIn) return null;
    this.tell({ event: 'socket-refused', code, from: shortened(visitor) });
    return `${code}: ${foreign ? foreign.reason : TOO_MANY_SOCKETS.message}`;
  }

  private admit(connection: Connection): void {
    const visitor = this.admission.visitorOf(connection.request);
    this.bounds.bound(connection, visitor);
    if (this.places.hasCapacity(visitor)) {
      connection.once('close', this.places.reserve(visitor));
      return;
    }
    const why = TOO_MANY_SOCKETS;
    this.tell({ event: 'socket-refused', code: why.code, from: shortened(visitor) });
    this.refused.refuse(connection, { visitor, why, end: () => this.bounds.cut(connection, why) });
  }

  /** Logs an event that a peer can cause: a burst of events, then one a second. */
  private tell(event: object): void {
    if (this.logged.tryConsume(1, this.admission.clock.now())) this.log.warn(event);
  }
}
