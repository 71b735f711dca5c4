import { existsSync, readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { posix, win32 } from 'node:path';
import { formatTarget, type Target } from '@sealwave/node/connection';
import { CommandLineError } from '../command-line-error';
import type { Environment } from '../command-context';

/** The default address of a voice server. */
export const DEFAULT_SERVER = 'localhost:8888';

const DEFAULT_PORT = 8888;
/** Byte order mark. Editors on Windows put it before a text. */
const BYTE_ORDER_MARK = /^\uFEFF/;
const FORM = /^(?:\[([^\]]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/;

/**
 * The voice server to use. The option comes first, then `SEALWAVE_SERVER`, then the configuration file, then
 * {@link DEFAULT_SERVER}.
 * @throws CommandLineError when the text is not an address, or the file is broken.
 */
export function serverAddress(option: string | undefined, place: Environment): Target {
  if (option !== undefined) return parseAddress(option, '--to');
  const variable = place.env['SEALWAVE_SERVER'];
  if (variable) return parseAddress(variable, 'SEALWAVE_SERVER');
  const file = configurationFile(place);
  const { server } = file === undefined ? {} : readConfiguration(file);
  return server === undefined
    ? parseAddress(DEFAULT_SERVER, 'the default')
    : parseAddress(server, `server in ${file}`);
}

/** Formats an address as a person writes it. */
export function formatAddress(target: Target): string {
  return formatTarget(target);
}

/** Path of the configuration file on this system. Undefined without a home folder. */
export function configurationFile({ env, platform }: Environment): string | undefined {
  const { join } = platform === 'win32' ? win32 : posix;
  const folder = configurationFolder({ env, platform });
  return folder && join(folder, 'sealwave', 'voice-cli.json');
}

function configurationFolder({ env, platform }: Environment): string | undefined {
  if (platform === 'win32') return env['APPDATA'];
  // The specification requires ignoring relative paths (XDG Base Directory Specification).
  const chosen = env['XDG_CONFIG_HOME'];
  if (chosen?.startsWith('/')) return chosen;
  const home = env['HOME'];
  if (!home) return undefined;
  const parts = platform === 'darwin' ? ['Library', 'Application Support'] : ['.config'];
  return posix.join(home, ...parts);
}

/** Content of the configuration file. */
interface Configuration {
  readonly server?: string;
}

function readConfiguration(file: string): Configuration {
  if (!existsSync(file)) return {};
  const { server, ...unknown } = parseObject(
    readFileSync(file, 'utf8').replace(BYTE_ORDER_MARK, ''),
    file,
  );
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new CommandLineError(`unknown setting ${name} in ${file}`);
  if (server === undefined) return {};
  if (typeof server !== 'string') throw new CommandLineError(`server in ${file} is not a text`);
  return { server };
}

function parseObject(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Text that is not JSON is rejected, like JSON of another form.
  }
  throw new CommandLineError(`${file} is not a JSON object`);
}

function parseAddress(text: string, source: string): Target {
  const [, bracketed, plain, digits] = FORM.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  const isHost = bracketed === undefined ? plain !== undefined : isIPv6(bracketed);
  if (host === undefined || !isHost || port < 1 || port > 65_535) {
    throw new CommandLineError(
      `${source} cannot be ${text}; it is host:port, as in ${DEFAULT_SERVER}`,
    );
  }
  return { host, port };
}
