import { ConfigError } from '@sealwave/node/config';
import { Networks } from '@sealwave/node/limits';
import { ErrorCode } from '@sealwave/kernel';
import type { GatewayConfig } from '../../gateway.config';

const LOOPBACK = new Networks(['127.0.0.0/8', '::1/128']);

/**
 * Refuses to serve plain HTTP to other machines unless the settings allow it explicitly.
 * @param address the address to listen on.
 * @throws ConfigError that says what to set.
 */
export function refuseExposedPlainHttp(config: GatewayConfig, address: string): void {
  if (config.GATEWAY_TLS !== 'off' || config.GATEWAY_ALLOW_INSECURE_HTTP === 'true') return;
  if (LOOPBACK.has(address)) return;
  throw new ConfigError(
    ErrorCode.Config,
    `other machines can reach GATEWAY_HOST=${config.GATEWAY_HOST}, plain HTTP lets everybody on the way listen, ` +
      'and browsers give it no microphone: set GATEWAY_TLS=self-signed or GATEWAY_TLS=files, ' +
      'or GATEWAY_ALLOW_INSECURE_HTTP=true where a proxy with HTTPS is in front',
  );
}
