import { ConsoleLogger, Logger } from '@nestjs/common';
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

/** Lines of JSON for machines, or words and colours where a person looks at a terminal. */
export function createLogger(): ConsoleLogger {
  return new ConsoleLogger({ json: !process.stdout.isTTY, compact: true });
}

/**
 * Runs one server as a process: starts it, tells the parent process where it listens, and stops it
 * on SIGINT, on SIGTERM, or when the parent is gone. A start that fails says why in one line and
 * makes the process exit with status 1.
 */
export async function runService(start: () => Promise<Service>): Promise<void> {
  const logger = new Logger('Service');
  let service: Service;
  try {
    service = await start();
  } catch (error) {
    logger.fatal(startFailure(error));
    process.exitCode = 1;
    process.disconnect?.();
    return;
  }
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    if (process.connected) process.disconnect();
    service.close().catch((error: unknown) => {
      logger.error(error);
      process.exitCode = 1;
    });
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, stop);
  const { url, notes } = service;
  process.send?.({ event: 'listening', url, ...(notes && { notes }) });
}
