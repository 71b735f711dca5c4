import { CommanderError } from 'commander';
import type { CliCommand } from './cli-command';
import { CommandLineError } from './command-line-error';
import { EXIT_STATUS } from './output/exit-status';
import { detailsOf, errorSummary, statusOf } from './failure';
import { Interruption } from './interruption';
import { createProgram } from './program';
import type { CommandContext } from './command-context';

/**
 * Carries out a command line.
 * @returns the exit status.
 */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const { stdout, stderr } = context;
  let status: number = EXIT_STATUS.success.code;
  const program = createProgram(async (task) => {
    status = await task(context);
  });
  program.configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => undefined });
  program.shareSettings();
  try {
    if (args.length === 0) throw new CommandLineError('no command given');
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return status;
    if (!(error instanceof Interruption))
      stderr.write(`voice-cli: ${usageMessage(error, program, args)}\n`);
    if (context.verbose) {
      for (const line of detailsOf(error)) stderr.write(`  ${line}\n`);
    }
    return statusOf(error);
  }
}

function usageMessage(error: unknown, program: CliCommand, args: readonly string[]): string {
  const isMisuse = error instanceof CommanderError || error instanceof CommandLineError;
  if (!isMisuse) return errorSummary(error);
  const problem = isHelp(error) ? 'no command given' : errorSummary(error);
  const meant = meantBy(args, program);
  return `${problem}; try: voice-cli ${meant === program ? '' : `${meant.fullName} `}--help`;
}

/** Whether a group of commands was named, and none of them. */
function isHelp(error: Error): boolean {
  return error instanceof CommanderError && error.code === 'commander.help';
}

/** The command whose help is worth a look. */
function meantBy([word, ...rest]: readonly string[], command: CliCommand): CliCommand {
  const below = command.commands as readonly CliCommand[];
  const meant = below.find((each) => each.name() === word);
  return meant ? meantBy(rest, meant) : command;
}
