import type { DefineCommand } from '../command-definition';
import { CommandLineError } from '../command-line-error';
import { numberOf, secondsOf } from '../option-values';
import { type ServerOptions, withRoom } from '../server/server-options';
import { listen, type ListenCommand } from './listen';
import type { Saving } from './receiving/save-receiver';

interface ListenOptions extends ServerOptions {
  readonly play?: boolean;
  readonly save?: string;
  readonly saveLimit?: string;
  readonly json?: boolean;
  readonly raw?: boolean;
  readonly count?: string;
  readonly for?: string;
  readonly keep?: boolean;
}

const MAX_COUNT = 1_000_000_000;
const MEBIBYTE = 1024 * 1024;
/** Default of `--save-limit` in MiB: more than 18 hours of speech. */
const DEFAULT_SAVE_MIB = 1024;
const MAX_SAVE_MIB = 1024 * 1024;

/** `voice-cli listen`. */
export const defineListen: DefineCommand = (command, start) =>
  withRoom(command('listen'))
    .summary('play, save or print what others send')
    .description(
      'Prints a line for each message that comes, and plays it or writes it to a file, as you like. ' +
        'Ends with Ctrl-C, or as --count and --for say. What is sealed is saved as it came.',
    )
    .option('--play', 'play each message on the speaker')
    .option('--save <DIR>', 'write each message as a WAVE file into this folder')
    .option(
      '--save-limit <MIB>',
      `stop saving when that folder holds this many MiB; ${DEFAULT_SAVE_MIB} by default`,
    )
    .option('--json', 'print a JSON object for each message, with its quality report')
    .option('--raw', 'write bare samples to stdout: 16 bits, little-endian, one channel, 8 kHz')
    .option('--count <N>', 'end after this many messages')
    .option('--for <SECONDS>', 'end after this time')
    .option('--keep', 'connect again when the server is away, rather than give up')
    .examples(
      'voice-cli listen --play',
      'voice-cli listen --save inbox --json --keep >> inbox.jsonl',
      'voice-cli listen --raw | aplay -t raw -f S16_LE -r 8000',
    )
    .action((options: ListenOptions) =>
      start((context) => listen(listenCommand(options), context)),
    );

function listenCommand(options: ListenOptions): ListenCommand {
  const { play = false, json = false, raw = false, keep = false, count } = options;
  if (raw && json) throw new CommandLineError('--raw and --json cannot be combined');
  const isCount = (n: number) => Number.isInteger(n) && n >= 1 && n <= MAX_COUNT;
  return {
    server: options,
    ...{ play, save: savingOf(options), json, raw, keep },
    count: count === undefined ? undefined : numberOf('--count', count, isCount),
    seconds: secondsOf('--for', options.for),
  };
}

function savingOf({ save, saveLimit }: ListenOptions): Saving | undefined {
  const isLimit = (mebibytes: number) => mebibytes > 0 && mebibytes <= MAX_SAVE_MIB;
  const limit = numberOf('--save-limit', saveLimit ?? String(DEFAULT_SAVE_MIB), isLimit);
  if (save !== undefined) return { folder: save, maxBytes: limit * MEBIBYTE };
  if (saveLimit !== undefined) throw new CommandLineError('--save-limit needs --save');
  return undefined;
}
