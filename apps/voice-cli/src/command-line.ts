import { parseArgs } from 'node:util';
import { muLawCoder, pcmCoder, VOICE_CODERS, type VoiceCoder } from '@sealwave/audio';
import { CommandLineError } from './command-line-error';

/** What `measure` is to do. */
export interface MeasureCommand {
  readonly files: readonly string[];
  readonly coder: VoiceCoder;
  /** By how much the level changes before coding, in dB. */
  readonly gainDb: number;
  /** Where to write what a listener would hear; nowhere without it. */
  readonly writeFolder: string | undefined;
  /** Print the table of bit depths instead of a report. */
  readonly table: boolean;
  readonly json: boolean;
}

const OPTIONS = {
  coder: { type: 'string' },
  bits: { type: 'string' },
  gain: { type: 'string', default: '0' },
  write: { type: 'string' },
  table: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Beyond these a 16-bit signal is nothing but zeros, or clipping. */
const MAX_GAIN_DB = 96;

/** @throws CommandLineError when the arguments make no sense. */
export function parseCommandLine(args: readonly string[]): MeasureCommand | 'help' {
  const { values, positionals } = parseOptions(args);
  if (values.help) return 'help';
  const [command, ...files] = positionals;
  if (command === undefined) throw new CommandLineError('what is to be done is missing');
  if (command !== 'measure') throw new CommandLineError(`there is no command ${command}`);
  if (files.length === 0) throw new CommandLineError('no file to measure');
  const { coder, bits, write, table } = values;
  if (table && (coder ?? bits ?? write) !== undefined) {
    throw new CommandLineError('--table is of the plain quantiser, and writes nothing');
  }
  return {
    files,
    coder: coderOf(coder, bits),
    gainDb: numberOf('--gain', values.gain, (db) => Math.abs(db) <= MAX_GAIN_DB),
    writeFolder: write,
    table,
    json: values.json,
  };
}

function parseOptions(args: readonly string[]) {
  try {
    const joined = joinNegativeGain(args);
    return parseArgs({ args: joined, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandLineError(error.message);
  }
}

/** A value that begins with a dash would be taken for an option. */
function joinNegativeGain(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (joined.at(-1) === '--gain' && arg.startsWith('-')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function coderOf(name = 'nlp64', bits: string | undefined): VoiceCoder {
  if (bits !== undefined && name !== 'pcm8') {
    throw new CommandLineError('--bits goes with --coder pcm8');
  }
  const isSize = (size: number) => Number.isInteger(size) && size >= 1 && size <= 16;
  if (name === 'pcm8') return pcmCoder(numberOf('--bits', bits ?? '8', isSize));
  if (name === 'nlp64') return VOICE_CODERS.nlp64;
  if (name === 'mulaw') return muLawCoder;
  throw new CommandLineError(`there is no coder ${name}`);
}

function numberOf(option: string, text: string, isAllowed: (value: number) => boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!isAllowed(value)) throw new CommandLineError(`${option} cannot be ${text}`);
  return value;
}
