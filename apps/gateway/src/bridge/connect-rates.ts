import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { addressGroup, AddressRates, Networks } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';
import { RequestError } from './request-error';
import { Visitors } from './visitors';

/**
 * How often those behind one address may have a voice server connected. The voice server does not hold the
 * gateway to its limits per address, for all of them come from the gateway's; so the gateway does.
 */
@Injectable()
export class ConnectRates {
  private readonly rates: AddressRates;
  private readonly exempt: Networks;

  constructor(
    { GATEWAY_CONNECTS_PER_ADDRESS, GATEWAY_TRUSTED_PROXIES }: GatewayConfig,
    private readonly visitors: Visitors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.rates = new AddressRates(GATEWAY_CONNECTS_PER_ADDRESS);
    this.exempt = new Networks(GATEWAY_TRUSTED_PROXIES);
  }

  /** Counts one more. @throws RequestError when it is one too many. */
  count(browser: Browser): void {
    const address = this.visitors.addressOf(browser);
    if (this.exempt.has(address)) return;
    const isAllowed = this.rates.tryTake(addressGroup(address), this.clock.now());
    if (!isAllowed) throw RequestError.connectsTooOften();
  }
}
