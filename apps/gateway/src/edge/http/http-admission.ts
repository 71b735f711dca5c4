import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { AddressRates } from '@sealwave/node/limits';
import type { Admission } from '../admission/admission';
import {
  bodyLength,
  bodyRefusal,
  NO_ROOM,
  NO_SUCH_REQUEST,
  OTHER_VERSION,
  READS,
  type RequestRefusal,
  TOO_MANY_REQUESTS,
} from './request-bounds';
import { SocketQuota } from '../admission/socket-quota';

/**
 * Burst of requests in seconds of the rate. It is enough for several people behind one address, each with a
 * page and all its files.
 */
const BURST_SECONDS = 20;
/** Connections of one browser over HTTP/1.1, twice: its other pages may use the same number. */
const CONNECTIONS_PER_SOCKET = 8;
/** Bytes that the head of a request counts as. */
const HEAD_BYTES = 1024;
const HEAD_MS = 15_000;
/** Interval for finding heads and bodies that take too long, in milliseconds. */
const CHECK_MS = 5_000;

/** Limits the cost of HTTP: connections, requests, bodies, and time for each. */
export class HttpAdmission {
  private readonly requests: AddressRates;
  private readonly connections: SocketQuota;

  constructor(private readonly admission: Admission) {
    const { GATEWAY_REQUESTS_PER_ADDRESS, GATEWAY_SOCKETS_PER_ADDRESS } = admission.config;
    this.requests = new AddressRates(
      GATEWAY_REQUESTS_PER_ADDRESS,
      BURST_SECONDS * GATEWAY_REQUESTS_PER_ADDRESS,
    );
    this.connections = new SocketQuota(CONNECTIONS_PER_SOCKET * GATEWAY_SOCKETS_PER_ADDRESS);
  }

  /** Limits connections and times. Call it before the server listens. */
  guard(server: Server): void {
    const { GATEWAY_UNFINISHED_MS, GATEWAY_PING_MS } = this.admission.config;
    server.headersTimeout = Math.min(HEAD_MS, GATEWAY_UNFINISHED_MS);
    server.requestTimeout = GATEWAY_UNFINISHED_MS;
    // Ends a connection without traffic: its client does not read the answer. A poll is answered by the next
    // ping at the latest.
    server.timeout = GATEWAY_UNFINISHED_MS + GATEWAY_PING_MS;
    Object.assign(server, { connectionsCheckingInterval: CHECK_MS });
    server.on('connection', (socket: Socket) => {
      const visitor = this.admission.visitorAt(socket.remoteAddress, {});
      if (!this.connections.hasCapacity(visitor)) socket.destroy();
      else socket.once('close', this.connections.reserve(visitor));
    });
  }

  /** Passes a request for the page on, once the limits allow it. */
  readonly admitToPage = (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): void => {
    if (READS.includes(request.method)) this.admit(request, response, next);
    else refuse(response, NO_SUCH_REQUEST);
  };

  /** Passes a request for an Engine.IO session on, once the limits allow it. */
  readonly admitToEngine = (
    request: IncomingMessage,
    response: unknown,
    next: () => void,
  ): void => {
    const isHttp = response instanceof ServerResponse;
    const isOther = query(request).get('EIO') !== '4';
    if (isHttp && isOther) refuse(response, OTHER_VERSION);
    else if (isHttp) this.admit(request, response, next);
    else if (this.refusalOf(request)) request.destroy();
    else next();
  };

  private admit(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const refusal = this.refusalOf(request);
    if (refusal) return refuse(response, refusal);
    const { pace, unfinished, config } = this.admission;
    const visitor = this.admission.visitorOf(request);
    const bytes = bodyLength(request.headers) ?? 0;
    let isHandedOn = false;
    // The whole body counts from the head on. So a large body is recognised as stalled after a while.
    const body = unfinished.expect({
      visitor,
      maxMs: config.GATEWAY_UNFINISHED_MS,
      cut: () => (isHandedOn ? request.destroy() : refuse(response, NO_ROOM)),
    });
    response.once('close', () => body.hold(0));
    body.hold(bytes);
    const handOn = (): void => {
      if (response.writableEnded) return;
      isHandedOn = true;
      next();
    };
    const waitMs = pace.forRequest(visitor, HEAD_BYTES + bytes);
    if (waitMs === 0) return handOn();
    const pausing = setTimeout(handOn, waitMs);
    response.once('close', () => clearTimeout(pausing));
  }

  private refusalOf(request: IncomingMessage): RequestRefusal | null {
    const { group, isExempt } = this.admission.visitorOf(request);
    const isAllowed = isExempt || this.requests.tryConsume(group, this.admission.clock.now());
    return isAllowed ? bodyRefusal(request, GATEWAY_LIMITS.maxPacketBytes) : TOO_MANY_REQUESTS;
  }
}

/** Answers with the reason, and closes the connection without reading more. */
export function refuse(response: ServerResponse, { status, ...refusal }: RequestRefusal): void {
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify(refusal), () => response.req.destroy());
}

/** The query of a request. */
export function query({ url = '' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1));
}
