import { Injectable } from '@nestjs/common';
import type { ConnectToServer } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { ConfigError } from '@sealwave/node/config';
import { parseTarget, type Target } from '@sealwave/node/connection';
import { GatewayConfig } from '../gateway.config';
import { RequestError } from '../browser/request-error';

/**
 * The voice servers that browsers may use. A browser's request is looked up in the configured list and never
 * resolved, so nobody can make the gateway dial an address of their choice.
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
   * The configured server with this host and port; the first one when the request names neither.
   * @throws RequestError when there is none.
   */
  lookUp({ host, port }: ConnectToServer): Target {
    if (host === undefined && port === undefined) return this.targets[0];
    const found = this.targets.find((target) => target.host === host && target.port === port);
    if (!found) throw RequestError.serverNotAllowed();
    return found;
  }
}
