import { join } from 'node:path';
import { dataFolder } from '@sealwave/node/config';
import { KnownServersFile, ServerTrust } from '@sealwave/node/connection';
import type { GatewayConfig } from '../gateway.config';

/**
 * The voice servers that this gateway trusts. They come from its settings and its memory.
 * @throws KnownServersError when that memory cannot be read.
 */
export function serverTrust(config: GatewayConfig): ServerTrust {
  const memory = new KnownServersFile(
    join(dataFolder(config.GATEWAY_DATA_DIR), 'known_servers.json'),
  );
  return new ServerTrust(config.GATEWAY_HOP_SECURITY, config.GATEWAY_VOICE_SERVER_PINS, memory);
}
