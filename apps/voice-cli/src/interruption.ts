import { EXIT_STATUS } from './output/exit-status';

/** The person or the system ends the program. */
export class Interruption extends Error {
  readonly status: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    const { interrupted, terminated } = EXIT_STATUS;
    this.status = (signal === 'SIGINT' ? interrupted : terminated).code;
  }
}
