import type { CliCommand } from '../cli-command';

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
      'link of the room to be in, which other users of this machine can see here; else SEALWAVE_ROOM, else the lobby',
    )
    .option('--name <NAME>', 'what the others are told you are called; else SEALWAVE_NAME');
}

/** Adds `--to`. */
export function withServer(command: CliCommand): CliCommand {
  return command.option(
    '--to <ADDRESS>',
    'host:port of the voice server; else SEALWAVE_SERVER, else the configuration file, else localhost:8888',
  );
}
