import type { CliCommand } from './cli-command';
import type { Surroundings } from './surroundings';

/** Carries out one command; the result is the exit status. */
export type Task = (surroundings: Surroundings) => Promise<number>;

/** What a command's definition does with its work once its command line was read. */
export type Start = (task: Task) => Promise<void>;

/** Adds one command to the program. */
export type Define = (command: (name: string) => CliCommand, start: Start) => CliCommand;
