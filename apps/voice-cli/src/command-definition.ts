import type { CliCommand } from './cli-command';
import type { CommandContext } from './command-context';

/**
 * Carries out a command.
 * @returns the exit status.
 */
export type CommandTask = (context: CommandContext) => Promise<number>;

/** Receives the task of a command after parsing its command line. */
export type RunTask = (task: CommandTask) => Promise<void>;

/** Adds a command to the program. */
export type DefineCommand = (command: (name: string) => CliCommand, start: RunTask) => CliCommand;
