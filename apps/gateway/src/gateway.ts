import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Service } from '@sealwave/node/service';
import { AppModule } from './app.module';
import type { GatewayConfig } from './gateway.config';
import { serveWebApp } from './web-app/serve-web-app';

/** A gateway that listens. */
export interface Gateway extends Service {
  readonly port: number;
}

/**
 * Starts a gateway in this process.
 * @param webRoot absolute path of the built web app.
 * @throws when the address or the port is not to be had.
 */
export async function startGateway(
  config: GatewayConfig,
  logger: LoggerService,
  webRoot: string,
): Promise<Gateway> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger,
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  serveWebApp(app, webRoot);
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(config.GATEWAY_PORT, config.GATEWAY_HOST);
  const { address, port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const url = `http://${nameOf(address)}:${port}`;
  new Logger('Gateway').log({ event: 'listening', url });
  return { url, port, close: () => app.close() };
}

/** Browsers give a microphone to `localhost`; a wildcard address is no address to go to. */
function nameOf(address: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(address)) return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}
