import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import type { Service } from '@sealwave/node/service';
import type { Responder } from '@sealwave/node/hop';
import { AppModule } from './app.module';
import { RESPONDER } from './identity/load-identity';
import { VoiceTcpServer } from './transport/voice-tcp.server';
import type { VoiceServerConfig } from './voice-server.config';

/** A listening voice server. */
export interface VoiceServer extends Service {
  readonly port: number;
}

/**
 * Starts a voice server in this process.
 * @throws Error when the address or the port is not available.
 */
export async function startVoiceServer(
  config: VoiceServerConfig,
  logger: LoggerService,
): Promise<VoiceServer> {
  const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(
    AppModule.with(config),
    {
      logger,
      abortOnError: false,
      inject: [VoiceTcpServer],
      useFactory: (strategy: VoiceTcpServer) => ({ strategy }),
    },
  );
  await app.listen();
  const { address, port } = app.get(VoiceTcpServer).address;
  const host = address.includes(':') ? `[${address}]` : address;
  const url = `tcp://${host}:${port}`;
  const { fingerprint } = app.get<Responder>(RESPONDER).identity;
  new Logger('VoiceServer').log({ event: 'listening', url, fingerprint });
  return { url, port, close: () => app.close() };
}
