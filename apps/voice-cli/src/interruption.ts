import { once } from 'node:events';
import { EXIT_STATUS } from './exit-status';

/** Somebody wants the program to end. */
export class Interruption extends Error {
  readonly status: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    const { interrupted, terminated } = EXIT_STATUS;
    this.status = (signal === 'SIGINT' ? interrupted : terminated).code;
  }
}

/** Rejects with the reason of `signal` when it fires; `done` ends the waiting without a result. */
export async function untilAborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort', { signal: done });
  throw signal.reason;
}
