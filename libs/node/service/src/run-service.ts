import { Logger } from '@nestjs/common';
import { runInBackground } from '@sealwave/kernel';
import { describeDefect } from './describe-defect';
import { ServerLogger } from './server-logger';
import { startFailure } from './start-failure';

/** A running server. */
export interface Service {
  /** Address of the service, for people to read. */
  readonly url: string;
  /** Further sentences for people who want to reach the server. */
  readonly notes?: readonly string[];
  /** Closes every connection and stops listening. Afterwards, nothing keeps the process alive. */
  close(): Promise<void>;
}

/** Time from a defect to the end of the process, in milliseconds. It ends even if it still does something. */
const DEFECT_MS = 5_000;

/**
 * Runs one server as a process. Starts the server and tells the parent process where it listens. Stops the
 * server on SIGINT, on SIGTERM, or when the parent is gone. A failed start prints its reason in one line and
 * exits with status 1. An uncaught exception or unhandled rejection is logged once. Then the process ends in an
 * orderly way with status 1, because nobody knows what still works.
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
 * Logs the first uncaught exception. Ensures that the process ends.
 * @returns a signal that aborts then.
 */
function guardAgainstDefects(logger: Logger): AbortSignal {
  const defect = new AbortController();
  process.on('uncaughtException', (error: unknown) => {
    // The shutdown itself may fail again because of the defect.
    if (defect.signal.aborted) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(1), DEFECT_MS).unref();
    logger.fatal(describeDefect(error));
    defect.abort();
  });
  return defect.signal;
}
