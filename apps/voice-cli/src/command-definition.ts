import type { CliCommand } from './cli-command';
import type { CommandContext } from './command-context';

/** Carries out one command; the result is the exit status. */
export type CommandTask = (context: CommandContext) => Promise<number>;

/** What a command's definition does with its work once its command line was read. */
export type RunTask = (task: CommandTask) => Promise<void>;

/** Adds one command to the program. */
export type DefineCommand = (command: (name: string) => CliCommand, start: RunTask) => CliCommand;
