import type { CliCommand } from '../cli-command';

/** What every command that goes to a server is told about it. */
export interface ServerOptions {
  readonly to?: string;
}

/** Adds `--to`. */
export function withServer(command: CliCommand): CliCommand {
  return command.option(
    '--to <ADDRESS>',
    'host:port of the voice server; else SEALWAVE_SERVER, else the configuration file, else localhost:8888',
  );
}
