import 'reflect-metadata';
import { readConfig } from '@sealwave/node/config';
import { runServerProgram } from '@sealwave/node/service';
import { VOICE_SERVER_COMMANDS } from './command';
import { startVoiceServer } from './voice-server';
import { VoiceServerConfig } from './voice-server.config';

await runServerProgram(VOICE_SERVER_COMMANDS, (logger) =>
  startVoiceServer(readConfig(VoiceServerConfig, process.env, 'VOICE_'), logger),
);
