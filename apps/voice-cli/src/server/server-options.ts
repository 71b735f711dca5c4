import type { CliCommand } from '../cli-command';
import { numberOf } from '../option-values';

const DEFAULT_WAIT_SECONDS = 5;
const MAX_WAIT_SECONDS = 60;

/** The options of every command that connects to a server. */
export interface ServerOptions {
  readonly to?: string;
  readonly room?: string;
  readonly name?: string;
}

/** Adds `--to`, `--room` and `--name`. Commands that meet other people have them. */
export function withRoom(command: CliCommand): CliCommand {
  return withServer(command)
    .option(
      '--room <LINK>',
      'link of the room to be in, which other users of this machine can see here; else SEALWAVE_ROOM, else the lobby, where servers can listen',
    )
    .option('--name <NAME>', 'your name in the room; else SEALWAVE_NAME');
}

/** Adds `--wait`, for commands that send. */
export function withWaiting(command: CliCommand): CliCommand {
  return command.option(
    '--wait <SECONDS>',
    'in a room: how long to wait for people who have just come, until they can hear you',
    String(DEFAULT_WAIT_SECONDS),
  );
}

/**
 * Parses the value of `--wait`.
 * @returns milliseconds.
 * @throws CommandLineError for anything but 0 to 60 seconds.
 */
export function waitingOf(text: string): number {
  return 1000 * numberOf('--wait', text, (seconds) => seconds >= 0 && seconds <= MAX_WAIT_SECONDS);
}

/** Adds `--to`. */
export function withServer(command: CliCommand): CliCommand {
  return command.option(
    '--to <ADDRESS>',
    'host:port of the voice server; else SEALWAVE_SERVER, else the configuration file, else localhost:8888',
  );
}
