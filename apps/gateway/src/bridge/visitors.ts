import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addressGroup, Networks } from '@sealwave/node/limits';
import { visitorAddress } from '../admission/visitor-address';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';

/**
 * Names under which the voice server knows the people behind this gateway, so that one who was banned stays out.
 * A name follows from the address and from a secret of this process, and tells nobody the address.
 */
@Injectable()
export class Visitors {
  private readonly secret = randomBytes(32);
  private readonly proxies: Networks;

  constructor({ GATEWAY_TRUSTED_PROXIES }: GatewayConfig) {
    this.proxies = new Networks(GATEWAY_TRUSTED_PROXIES);
  }

  /** 32 hexadecimal digits: the same for all browsers of one address (IPv6: one /64 network). */
  nameOf({ handshake, conn }: Pick<Browser, 'handshake' | 'conn'>): string {
    const address = this.addressOf({ handshake, conn });
    const mac = createHmac('sha256', this.secret).update(addressGroup(address));
    return mac.digest('hex').slice(0, 32);
  }

  /** Where a browser comes from, as far as that is known. */
  addressOf({ handshake, conn }: Pick<Browser, 'handshake' | 'conn'>): string {
    const forwarded = handshake.headers['x-forwarded-for'];
    const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    return visitorAddress(conn.remoteAddress, list, this.proxies);
  }
}
