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
      .helpOption('-h, --help', 'show help')
      .configureHelp({ helpWidth: HELP_WIDTH });
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  /** Adds a command below this one, with the options that each command has. */
  addTask(name: string): CliCommand {
    const command = this.command(name) as CliCommand;
    return command
      .helpCommand(false)
      .option('--verbose', 'say more when something goes wrong') as CliCommand;
  }

  /** Its name with those of the commands that it belongs to, as in `room create`, without the program's. */
  get fullName(): string {
    const { parent } = this;
    const isTop = !(parent instanceof CliCommand) || parent.parent === null;
    return isTop ? this.name() : `${parent.fullName} ${this.name()}`;
  }

  /** The commands below this one that do something themselves, in order. */
  get tasks(): CliCommand[] {
    const below = this.commands as readonly CliCommand[];
    return below.flatMap((command) => (command.commands.length > 0 ? command.tasks : [command]));
  }

  /** Hands the settings of this command to all commands below it. */
  shareSettings(): void {
    for (const command of this.commands as readonly CliCommand[]) {
      command.copyInheritedSettings(this);
      command.shareSettings();
    }
  }

  /** Adds examples of useful command lines. */
  examples(...examples: readonly string[]): this {
    this.shownExamples.push(...examples);
    const lines = examples.map((example) => `\n  ${example}`);
    return this.addHelpText('after', `\nExamples:${lines.join('')}`);
  }
}
