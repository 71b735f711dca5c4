import type { CommandContext } from '../command-context';
import { printable } from '../output/text-table';
import { StatusLine } from './status-line';

/** What a person sees: results on stdout, remarks on stderr, and below them a line that changes. */
export class Screen {
  readonly status: StatusLine;

  constructor(private readonly context: CommandContext) {
    this.status = new StatusLine(context.stderr, context.env);
  }

  /** Prints a result, whole lines. */
  print(line: string): void {
    this.status.around(() => this.context.stdout.write(`${line}\n`));
  }

  /** Tells more, to those who want to know. */
  detail(text: string): void {
    if (this.context.verbose) this.remark(text);
  }

  /** Tells a person something that is no result. */
  remark(text: string): void {
    const line = `voice-cli: ${printable(text)}\n`;
    this.status.around(() => this.context.stderr.write(line));
  }
}
