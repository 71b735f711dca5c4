import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Networks } from '@sealwave/node/limits';
import { type Visitor, visitorOf } from '../edge/admission/visitor';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';

/**
 * Tags that tell people behind this gateway apart. The voice server needs the tags for bans. A tag is derived
 * from the address and a secret of this process. The tag does not reveal the address.
 */
@Injectable()
export class VisitorTags {
  private readonly secret = randomBytes(32);
  private readonly proxies: Networks;

  constructor({ GATEWAY_TRUSTED_PROXIES }: GatewayConfig) {
    this.proxies = new Networks(GATEWAY_TRUSTED_PROXIES);
  }

  /**
   * The tag of a browser: 32 hexadecimal digits. All browsers of one address have the same tag (IPv6: of one
   * /64 network).
   */
  tagOf(browser: Pick<Browser, 'handshake' | 'conn'>): string {
    const mac = createHmac('sha256', this.secret).update(this.of(browser).group);
    return mac.digest('hex').slice(0, 32);
  }

  /** The origin of a browser. Parts of it may be unknown. */
  of({ handshake, conn }: Pick<Browser, 'handshake' | 'conn'>): Visitor {
    return visitorOf({ peer: conn.remoteAddress, headers: handshake.headers }, this.proxies);
  }
}
