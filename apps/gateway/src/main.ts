import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@sealwave/node/config';
import { runServerProgram } from '@sealwave/node/service';
import { startGateway } from './gateway';
import { GatewayConfig } from './gateway.config';

const commands = {
  name: 'gateway',
  purpose: 'Serves the page of Sealwave, and connects browsers to voice servers.',
  schema: GatewayConfig,
};

await runServerProgram(commands, async (logger) => {
  const config = readConfig(GatewayConfig, process.env, 'GATEWAY_');
  const webRoot = fileURLToPath(new URL(`${config.GATEWAY_WEB_ROOT}/`, import.meta.url));
  return startGateway(config, logger, webRoot);
});
