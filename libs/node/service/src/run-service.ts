import { Logger } from '@nestjs/common';
import { runInBackground } from '@sealwave/kernel';
import { describeDefect } from './describe-defect';
import { ServerLogger } from './server-logger';
import { startFailure } from './start-failure';

/** A server that runs. */
export interface Service {
  /** Where it can be reached, for people to read. */
  readonly url: string;
  /** What else a person has to know to reach it; a sentence each. */
  readonly notes?: readonly string[];
  /** Ends every connection and stops listening; nothing keeps the process alive afterwards. */
  close(): Promise<void>;
}

/** After a defect the process ends in this time, in milliseconds, whatever it still holds. */
const DEFECT_MS = 5_000;

/**
 * Runs one server as a process: starts it, tells the parent process where it listens, and stops it
 * on SIGINT, on SIGTERM, or when the parent is gone. A start that fails says why in one line and
 * makes the process exit with status 1. An exception that nobody caught, or a promise that failed without
 * anybody who heard of it, is logged once and ends the process in good order, with status 1: whose it was is
 * not known, and neither is what still holds.
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

/** Logs the first exception that nobody caught, and sees to it that the process ends. @returns what fires then. */
function guardAgainstDefects(logger: Logger): AbortSignal {
  const defect = new AbortController();
  process.on('uncaughtException', (error: unknown) => {
    // What is broken breaks again on its way out.
    if (defect.signal.aborted) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(1), DEFECT_MS).unref();
    logger.fatal(describeDefect(error));
    defect.abort();
  });
  return defect.signal;
}
