import type { DefineCommand } from '../command-definition';
import { coderNamed } from '../option-values';
import { type ServerOptions, waitingOf, withRoom, withWaiting } from '../server/server-options';
import { talk, type TalkCommand } from './talk';

interface TalkOptions extends ServerOptions {
  readonly coder: string;
  readonly mute?: boolean;
  readonly keep?: boolean;
  readonly wait: string;
}

/** `voice-cli talk`. */
export const defineTalk: DefineCommand = (command, start) =>
  withWaiting(withRoom(command('talk')))
    .summary('talk and listen at the same time')
    .description(
      'Plays and lists what others say, and sends what you say: Space begins, Space again sends (or hold ' +
        'it down while you talk), Escape discards, Q leaves. Without a terminal, each line that comes in ' +
        'on stdin is a key: an empty one begins and ends a recording, q leaves.',
    )
    .option('--mute', 'list what others say, and do not play it')
    .option('--coder <NAME>', 'nlp64 or pcm8', 'nlp64')
    .option('--keep', 'connect again when the server is away, rather than give up')
    .examples('voice-cli talk', 'voice-cli talk --to voice.example:8888 --keep')
    .action((options: TalkOptions) => start((context) => talk(talkCommand(options), context)));

function talkCommand(options: TalkOptions): TalkCommand {
  const { coder, mute = false, keep = false, wait } = options;
  return { server: options, coder: coderNamed(coder), mute, keep, waitMs: waitingOf(wait) };
}
