import { Command } from 'commander';

/** Widest line of a help text, in characters. */
const HELP_WIDTH = 79;

/** A command of the program. It keeps its examples for the help and the manual. */
export class CliCommand extends Command {
  readonly shownExamples: string[] = [];

  /** Makes the program itself. All commands share its settings. */
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

  /** Adds examples of useful command lines. */
  examples(...examples: readonly string[]): this {
    this.shownExamples.push(...examples);
    const lines = examples.map((example) => `\n  ${example}`);
    return this.addHelpText('after', `\nExamples:${lines.join('')}`);
  }
}
