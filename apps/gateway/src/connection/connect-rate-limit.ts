import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { AddressRates, TokenBucket } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { RequestError } from '../browser/request-error';
import { VisitorTags } from '../browser/visitor-tags';

/** One browser may connect so often at once, and then once a second: it changes rooms, and tries again. */
const BROWSER_BURST = 5;

/**
 * How often those behind one address may have a voice server connected. The voice server does not hold the
 * gateway to its limits per address, for all of them come from the gateway's; so the gateway does. All who have a
 * socket may connect at the same moment, and one browser that connects all the time does not use that up.
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

  /** Counts one more. @throws RequestError when it is one too many. */
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
