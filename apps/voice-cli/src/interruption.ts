import { EXIT_STATUS } from './output/exit-status';

/** Somebody wants the program to end. */
export class Interruption extends Error {
  readonly status: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    const { interrupted, terminated } = EXIT_STATUS;
    this.status = (signal === 'SIGINT' ? interrupted : terminated).code;
  }
}
