import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { Networks } from '@sealwave/node/limits';
import { CLOCK } from '../../clock';
import { GatewayConfig } from '../../gateway.config';
import { BytePace } from './byte-pace';
import { UnfinishedInput } from '../web-sockets/unfinished-input';
import { type Visitor, visitorOf } from './visitor';

/** Limit of all addresses together, as a multiple of the limit of one. */
const ADDRESSES_AT_THEIR_LIMIT = 4;

/** Limits what one address may cost the gateway over HTTP, WebSocket and Socket.IO together. */
@Injectable()
export class Admission {
  readonly pace: BytePace;
  readonly unfinished: UnfinishedInput;
  private readonly proxies: Networks;

  constructor(
    readonly config: GatewayConfig,
    @Inject(CLOCK) readonly clock: Clock,
  ) {
    this.proxies = new Networks(config.GATEWAY_TRUSTED_PROXIES);
    this.pace = new BytePace(config.GATEWAY_BYTES_PER_SECOND, clock);
    const maxBytesPerAddress = config.GATEWAY_UNFINISHED_BYTES;
    const maxBytes = ADDRESSES_AT_THEIR_LIMIT * maxBytesPerAddress;
    this.unfinished = new UnfinishedInput({ maxBytesPerAddress, maxBytes }, clock);
  }

  /** The origin of a request. */
  visitorOf({ socket, headers }: IncomingMessage): Visitor {
    return this.visitorAt(socket.remoteAddress, headers);
  }

  /** The origin of a connection, from the headers of its first request. */
  visitorAt(peer: string | undefined, headers: IncomingMessage['headers']): Visitor {
    return visitorOf({ peer, headers }, this.proxies);
  }
}
