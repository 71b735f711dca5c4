import { Command } from 'commander';

/** Widest line of a help text, in characters. */
const HELP_WIDTH = 79;

/** One command of the program; it knows its examples, which its help and the manual show. */
export class CliCommand extends Command {
  readonly shownExamples: string[] = [];

  /** The program itself, with what all of its commands have in common. */
  static program(name: string): CliCommand {
    return new CliCommand(name)
      .exitOverride()
      .helpCommand(false)
      .helpOption('-h, --help', 'show this text')
      .configureHelp({ helpWidth: HELP_WIDTH });
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  /** Adds command lines that do something useful. */
  examples(...examples: readonly string[]): this {
    this.shownExamples.push(...examples);
    const lines = examples.map((example) => `\n  ${example}`);
    return this.addHelpText('after', `\nExamples:${lines.join('')}`);
  }
}
