import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { AddressRates, TokenBucket } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { RequestError } from '../browser/request-error';
import { VisitorTags } from '../browser/visitor-tags';

/**
 * Connections that one browser may make at once, for changes of room and retries; after that, one a second.
 */
const BROWSER_BURST = 5;

/**
 * Limits how often the browsers of an address may connect to a voice server. The voice server cannot limit
 * them, because all come from the gateway's address. All sockets of an address may connect at the same
 * moment, and one browser that connects all the time does not use that up.
 */
@Injectable()
export class ConnectRateLimit {
  private readonly rates: AddressRates;
  private readonly browsers = new WeakMap<Browser, TokenBucket>();

  constructor(
    { GATEWAY_CONNECTS_PER_ADDRESS, GATEWAY_SOCKETS_PER_ADDRESS }: GatewayConfig,
    private readonly visitors: VisitorTags,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const burst = Math.max(BROWSER_BURST, GATEWAY_SOCKETS_PER_ADDRESS);
    this.rates = new AddressRates(GATEWAY_CONNECTS_PER_ADDRESS, burst);
  }

  /**
   * Counts a connection.
   * @throws RequestError when it is one too many.
   */
  count(browser: Browser): void {
    const { group, isExempt } = this.visitors.of(browser);
    if (isExempt) return;
    const now = this.clock.now();
    const own = this.browsers.get(browser) ?? new TokenBucket(1, BROWSER_BURST, now);
    this.browsers.set(browser, own);
    const isAllowed = own.tryTake(1, now) && this.rates.tryTake(group, now);
    if (!isAllowed) throw RequestError.connectsTooOften();
  }
}
