import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { ClientToServer, Failure } from '@sealwave/contracts';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { Browser } from './browser';

/** Requests whose failure is reported as `audio_error`. */
const ABOUT_AUDIO: readonly unknown[] = [
  'send_audio',
  'audio_part',
  'cancel_audio',
] satisfies (keyof ClientToServer)[];

type Answer = (failure: Failure) => void;

/** Handles every error of the gateway last. The browser gets a code and a sentence; the log gets the rest. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger(FailureFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const event = host.switchToWs().getPattern();
    const browser: Browser = host.switchToWs().getClient();
    const failure = failureOf(error);
    if (failure.code === ErrorCode.Internal) this.logger.error(error);
    else this.logger.warn({ event: 'request-refused', request: event, code: failure.code });
    browser.emit(ABOUT_AUDIO.includes(event) ? 'audio_error' : 'server_error', failure);
    host.getArgs<unknown[]>().find(isAnswer)?.(failure);
  }
}

function failureOf(error: unknown): Failure {
  // Problems with the gateway's own files are for its operator only.
  const isOurs = error instanceof VoiceError && error.code === ErrorCode.Config;
  if (error instanceof VoiceError && !isOurs) return { code: error.code, message: error.message };
  return { code: ErrorCode.Internal, message: 'the gateway could not carry this out' };
}

function isAnswer(argument: unknown): argument is Answer {
  return typeof argument === 'function';
}
