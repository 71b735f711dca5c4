import type { Surroundings } from '../surroundings';
import { printable } from '../text-table';
import { StatusLine } from './status-line';

/** What a person sees: results on stdout, remarks on stderr, and below them a line that changes. */
export class Screen {
  readonly status: StatusLine;

  constructor(private readonly surroundings: Surroundings) {
    this.status = new StatusLine(surroundings.stderr, surroundings.env);
  }

  /** Prints a result, whole lines. */
  print(line: string): void {
    this.status.around(() => this.surroundings.stdout.write(`${line}\n`));
  }

  /** Tells more, to those who want to know. */
  detail(text: string): void {
    if (this.surroundings.verbose) this.remark(text);
  }

  /** Tells a person something that is no result. */
  remark(text: string): void {
    const line = `voice-cli: ${printable(text)}\n`;
    this.status.around(() => this.surroundings.stderr.write(line));
  }
}
