import { Logger } from '@nestjs/common';
import { runInBackground } from '@sealwave/kernel';
import { describeDefect } from './describe-defect';
import { ServerLogger } from './server-logger';
import { startFailure } from './start-failure';

/** A running server. */
export interface Service {
  /** Its address, for people to read. */
  readonly url: string;
  /** More that a person has to know to reach it, as sentences. */
  readonly notes?: readonly string[];
  /** Closes every connection and stops listening; nothing keeps the process alive afterwards. */
  close(): Promise<void>;
}

/** Time until the process ends after a defect, in milliseconds, whatever it still does. */
const DEFECT_MS = 5_000;

/**
 * Runs one server as a process: starts it, tells the parent process where it listens, and stops it on SIGINT,
 * on SIGTERM, or when the parent is gone. A failed start prints its reason in one line and exits with status
 * 1. An uncaught exception or unhandled rejection is logged once and ends the process in an orderly way with
 * status 1, because nobody knows what still works.
 */
export async function runService(start: (logger: ServerLogger) => Promise<Service>): Promise<void> {
  const log = new ServerLogger();
  Logger.overrideLogger(log);
  const logger = new Logger('Service');
  const defect = guardAgainstDefects(logger);
  let service: Service;
  try {
    service = await start(log);
  } catch (error) {
    logger.fatal(startFailure(error));
    process.exitCode = 1;
    process.disconnect?.();
    return;
  }
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    if (process.connected) process.disconnect();
    runInBackground(
      () => service.close().finally(() => log.report()),
      (error) => {
        logger.error(error);
        process.exitCode = 1;
      },
    );
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, stop);
  defect.addEventListener('abort', stop);
  if (defect.aborted) return stop();
  const { url, notes } = service;
  process.send?.({ event: 'listening', url, ...(notes && { notes }) });
}

/**
 * Logs the first uncaught exception and ensures that the process ends.
 * @returns a signal that aborts then.
 */
function guardAgainstDefects(logger: Logger): AbortSignal {
  const defect = new AbortController();
  process.on('uncaughtException', (error: unknown) => {
    // A defect may fail again during the shutdown.
    if (defect.signal.aborted) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(1), DEFECT_MS).unref();
    logger.fatal(describeDefect(error));
    defect.abort();
  });
  return defect.signal;
}
