import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { readConfig } from '@sealwave/node/config';
import { createLogger, runService } from '@sealwave/node/service';
import { startVoiceServer } from './voice-server';
import { VoiceServerConfig } from './voice-server.config';

const logger = createLogger();
Logger.overrideLogger(logger);
await runService(() =>
  startVoiceServer(readConfig(VoiceServerConfig, process.env, 'VOICE_'), logger),
);
