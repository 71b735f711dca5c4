import { muLawCoder, pcmCoder, VOICE_CODERS, type VoiceCoder } from '@sealwave/audio';
import type { DefineCommand } from '../command-definition';
import { CommandLineError } from '../command-line-error';
import { numberOf } from '../option-values';
import { measure, type MeasureCommand } from './measure';

interface MeasureOptions {
  readonly coder?: string;
  readonly bits?: string;
  readonly gain: string;
  readonly write?: string;
  readonly table?: boolean;
  readonly json?: boolean;
}

/** Largest gain in dB. Beyond it, a 16-bit signal has only zeros or is all clipped. */
const MAX_GAIN_DB = 96;

/** `voice-cli measure`. */
export const defineMeasure: DefineCommand = (command, start) =>
  command('measure')
    .summary('say how much of recordings a voice coder keeps')
    .description(
      'Codes recordings (WebM/Opus, Ogg/Opus, WAVE, MP3, FLAC) as a message would be, at 8 kHz, and says how ' +
        'much of them the coder kept: a line for each file, and a summary when there are several. ' +
        'SNR compares the coded with the 8 kHz, 16-bit signal that the coder was given. It does not ' +
        'know about noise in the room, or about what 8 kHz leaves out.',
    )
    .argument('[FILE...]', 'recordings')
    .option('--coder <NAME>', 'nlp64 (without this option), pcm8 or mulaw')
    .option('--bits <N>', 'size of a sample with pcm8, 1 to 16; 8 without this option')
    .option('--gain <DB>', 'change the level first, and round to 16 bits again', '0')
    .option('--write <DIR>', 'write what a listener would hear, as WAVE, into this folder')
    .option('--table', 'instead, the plain quantiser at 1 to 16 bits: theory and fact')
    .option('--json', 'print a JSON object on each line')
    .examples(
      'voice-cli measure talk.wav memo.webm',
      'voice-cli measure --coder pcm8 --bits 6 --write heard talk.wav',
      'voice-cli measure --gain -20 --json recordings/*.wav | tail -n 1',
      'voice-cli measure --table talk.wav',
    )
    .action((files: readonly string[], options: MeasureOptions) =>
      start((context) => measure(measureCommand(files, options), context)),
    );

/** @throws CommandLineError when the arguments make no sense. */
function measureCommand(files: readonly string[], options: MeasureOptions): MeasureCommand {
  if (files.length === 0) throw new CommandLineError('no file to measure');
  const { coder, bits, write, table = false, json = false } = options;
  if (table && (coder ?? bits ?? write) !== undefined) {
    throw new CommandLineError('--table is of the plain quantiser, and writes nothing');
  }
  return {
    files,
    coder: coderOf(coder, bits),
    gainDb: numberOf('--gain', options.gain, (db) => Math.abs(db) <= MAX_GAIN_DB),
    writeFolder: write,
    table,
    json,
  };
}

function coderOf(name = 'nlp64', bits: string | undefined): VoiceCoder {
  if (bits !== undefined && name !== 'pcm8') {
    throw new CommandLineError('--bits needs --coder pcm8');
  }
  const isSize = (size: number) => Number.isInteger(size) && size >= 1 && size <= 16;
  if (name === 'pcm8') return pcmCoder(numberOf('--bits', bits ?? '8', isSize));
  if (name === 'nlp64') return VOICE_CODERS.nlp64;
  if (name === 'mulaw') return muLawCoder;
  throw new CommandLineError(`unknown coder ${name}`);
}
