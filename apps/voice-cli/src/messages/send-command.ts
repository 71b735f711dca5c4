import { MAX_SAMPLING_RATE, MIN_SAMPLING_RATE, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { DefineCommand } from '../command-definition';
import { CommandLineError } from '../command-line-error';
import { coderNamed, numberOf, secondsOf } from '../option-values';
import { type ServerOptions, waitingOf, withRoom, withWaiting } from '../server/server-options';
import { send, type SendCommand } from './send';

interface SendOptions extends ServerOptions {
  readonly record?: boolean;
  readonly raw?: boolean;
  readonly rate?: string;
  readonly seconds?: string;
  readonly sealed?: boolean;
  readonly coder: string;
  readonly json?: boolean;
  readonly keep?: boolean;
  readonly wait: string;
}

/** `voice-cli send`. */
export const defineSend: DefineCommand = (command, start) =>
  withWaiting(withRoom(command('send')))
    .summary('send recordings, or what you say, to everybody else')
    .description(
      'Codes recordings (WebM/Opus, Ogg/Opus, WAVE, MP3, FLAC) at 64 kbit/s, measures what the coder kept, and ' +
        'sends each as one message to everybody else who is connected; in a room end-to-end encrypted and ' +
        'signed. What `voice-cli lock` sealed is sent as it is, in the lobby. A recording that was cut or damaged is not sent. Prints a line for each.',
    )
    .argument('[FILE...]', 'recordings')
    .option('--record', 'record from the microphone; Enter ends and sends, Escape discards')
    .option('--raw', 'read bare samples from stdin: 16 bits, little-endian, one channel')
    .option('--rate <HZ>', 'sampling rate of --raw; 8000 without this option')
    .option('--seconds <N>', 'end --record or --raw after this many seconds')
    .option('--sealed', 'send the files as they are, though somebody else sealed them')
    .option('--coder <NAME>', 'nlp64 or pcm8', 'nlp64')
    .option('--keep', 'connect again when the server is away, rather than give up')
    .option('--json', 'print a JSON object for each message')
    .examples(
      'voice-cli send hello.wav',
      'voice-cli send --record --to voice.example:8888',
      'arecord -t raw -f S16_LE -r 16000 | voice-cli send --raw --rate 16000',
    )
    .action((files: readonly string[], options: SendOptions) =>
      start((context) => send(sendCommand(files, options), context)),
    );

function sendCommand(files: readonly string[], options: SendOptions): SendCommand {
  const { coder, keep = false, json = false } = options;
  return {
    server: options,
    keep,
    json,
    waitMs: waitingOf(options.wait),
    coder: coderNamed(coder),
    source: sourceOf(files, options),
  };
}

function sourceOf(files: readonly string[], options: SendOptions): SendCommand['source'] {
  const { record = false, raw = false, sealed = false } = options;
  const ways = [files.length > 0, record, raw].filter((way) => way).length;
  if (ways === 0)
    throw new CommandLineError('nothing to send: name files, or use --record or --raw');
  if (ways > 1) throw new CommandLineError('files, --record and --raw cannot be combined');
  if (options.rate !== undefined && !raw) throw new CommandLineError('--rate needs --raw');
  if (sealed && (record || raw)) throw new CommandLineError('--sealed needs files');
  const seconds = secondsOf('--seconds', options.seconds);
  if (record) return { kind: 'microphone', seconds };
  if (raw) return { kind: 'raw', seconds, rate: rateOf(options.rate) };
  if (seconds !== undefined) throw new CommandLineError('--seconds needs --record or --raw');
  return { kind: 'files', files, sealed };
}

function rateOf(text = String(VOICE_SAMPLING_RATE)): number {
  const isRate = (rate: number) =>
    Number.isInteger(rate) && rate >= MIN_SAMPLING_RATE && rate <= MAX_SAMPLING_RATE;
  return numberOf('--rate', text, isRate);
}
