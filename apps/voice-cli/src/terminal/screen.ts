import type { CommandContext } from '../command-context';
import { printable } from '../output/text-table';
import { StatusLine } from './status-line';

/** The terminal output: results on stdout, remarks on stderr, and a status line below. */
export class Screen {
  readonly status: StatusLine;

  constructor(private readonly context: CommandContext) {
    this.status = new StatusLine(context.stderr, context.env);
  }

  /** Prints a result as a whole line. */
  print(line: string): void {
    this.status.around(() => this.context.stdout.write(`${line}\n`));
  }

  /** Prints a detail if `--verbose` is set. */
  detail(text: string): void {
    if (this.context.verbose) this.remark(text);
  }

  /** Prints a remark, which is not part of the results. */
  remark(text: string): void {
    const line = `voice-cli: ${printable(text)}\n`;
    this.status.around(() => this.context.stderr.write(line));
  }
}
