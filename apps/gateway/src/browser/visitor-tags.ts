import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Networks } from '@sealwave/node/limits';
import { type Visitor, visitorOf } from '../edge/admission/visitor';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';

/**
 * Names under which the voice server knows the people behind this gateway, so that one who was banned stays out.
 * A name follows from the address and from a secret of this process, and tells nobody the address.
 */
@Injectable()
export class VisitorTags {
  private readonly secret = randomBytes(32);
  private readonly proxies: Networks;

  constructor({ GATEWAY_TRUSTED_PROXIES }: GatewayConfig) {
    this.proxies = new Networks(GATEWAY_TRUSTED_PROXIES);
  }

  /** 32 hexadecimal digits: the same for all browsers of one address (IPv6: one /64 network). */
  tagOf(browser: Pick<Browser, 'handshake' | 'conn'>): string {
    const mac = createHmac('sha256', this.secret).update(this.of(browser).group);
    return mac.digest('hex').slice(0, 32);
  }

  /** Where a browser comes from, as far as that is known. */
  of({ handshake, conn }: Pick<Browser, 'handshake' | 'conn'>): Visitor {
    return visitorOf({ peer: conn.remoteAddress, headers: handshake.headers }, this.proxies);
  }
}
