import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { readConfig } from '@sealwave/node/config';
import { createLogger, runService } from '@sealwave/node/service';
import { startGateway } from './gateway';
import { GatewayConfig } from './gateway.config';

const logger = createLogger();
Logger.overrideLogger(logger);
await runService(() => {
  const config = readConfig(GatewayConfig, process.env, 'GATEWAY_');
  const webRoot = fileURLToPath(new URL(`${config.GATEWAY_WEB_ROOT}/`, import.meta.url));
  return startGateway(config, logger, webRoot);
});
