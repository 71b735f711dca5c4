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
  for (const command of program.commands) command.copyInheritedSettings(program);
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

function usageMessage(error: unknown, program: CliCommand, [word]: readonly string[]): string {
  const isMisuse = error instanceof CommanderError || error instanceof CommandLineError;
  if (!isMisuse) return errorSummary(error);
  // Suggests the help of the intended command.
  const meant = program.commands.find((command) => command.name() === word);
  return `${errorSummary(error)}; try: voice-cli ${meant ? `${meant.name()} ` : ''}--help`;
}
