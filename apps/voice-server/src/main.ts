import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { readConfig } from '@sealwave/node/config';
import { createLogger, runService, startFailure } from '@sealwave/node/service';
import { answerCommand } from './command';
import { startVoiceServer } from './voice-server';
import { VoiceServerConfig } from './voice-server.config';

/** What the program prints instead of serving; null when it is to serve. */
function answer(): string | null {
  try {
    return answerCommand(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${String(startFailure(error))}\n`);
    process.exitCode = 1;
    return '';
  }
}

const text = answer();
if (text === null) {
  const logger = createLogger();
  Logger.overrideLogger(logger);
  await runService(() =>
    startVoiceServer(readConfig(VoiceServerConfig, process.env, 'VOICE_'), logger),
  );
} else if (text !== '') {
  process.stdout.write(`${text}\n`);
}
