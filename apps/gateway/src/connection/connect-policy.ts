import { Inject, Injectable } from '@nestjs/common';
import type { ConnectToServer } from '@sealwave/contracts';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { ConfigError } from '@sealwave/node/config';
import { parseTarget, type Target } from '@sealwave/node/connection';
import { AddressRates, TokenBucket } from '@sealwave/node/limits';
import type { Browser } from '../browser/browser';
import { RequestError } from '../browser/request-error';
import { VisitorTags } from '../browser/visitor-tags';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';

/**
 * The voice servers that browsers may use. A browser's request is looked up in the configured list and never
 * resolved. So nobody can make the gateway dial an address of their choice.
 */
@Injectable()
export class TargetPolicy {
  private readonly targets: readonly Target[];

  constructor(config: GatewayConfig) {
    this.targets = config.GATEWAY_VOICE_SERVERS.map((server) => {
      const target = parseTarget(server);
      if (target) return target;
      const text = `GATEWAY_VOICE_SERVERS: ${server} is not host:port or [IPv6 address]:port`;
      throw new ConfigError(ErrorCode.Config, text);
    });
  }

  /**
   * The configured server with this host and port. The first one when the request names neither.
   * @throws RequestError when there is none.
   */
  lookUp({ host, port }: ConnectToServer): Target {
    if (host === undefined && port === undefined) return this.targets[0];
    const found = this.targets.find((target) => target.host === host && target.port === port);
    if (!found) throw RequestError.serverNotAllowed();
    return found;
  }
}

/**
 * Connections that one browser may make at once, for changes of room and retries. After that, it may make one a
 * second.
 */
const BROWSER_BURST = 5;

/**
 * Limits how often the browsers of an address may connect to a voice server. The voice server cannot limit
 * them, because all come from the gateway's address. All sockets of an address may connect at the same moment.
 * Each browser also has its own limit. So a browser that connects all the time does not use up the limit of its
 * address.
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
   * @throws RequestError when there were too many.
   */
  count(browser: Browser): void {
    const { group, isExempt } = this.visitors.of(browser);
    if (isExempt) return;
    const now = this.clock.now();
    const own = this.browsers.get(browser) ?? new TokenBucket(1, BROWSER_BURST, now);
    this.browsers.set(browser, own);
    const isAllowed = own.tryConsume(1, now) && this.rates.tryConsume(group, now);
    if (!isAllowed) throw RequestError.connectsTooOften();
  }
}
