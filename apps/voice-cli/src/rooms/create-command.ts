import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { RoomFlag } from '@sealwave/room';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../command-context';
import type { RunTask } from '../command-definition';
import { CommandLineError } from '../command-line-error';
import { durationOf } from '../option-values';
import { EXIT_STATUS } from '../output/exit-status';
import { Screen } from '../terminal/screen';

interface CreateOptions {
  readonly url: string;
  readonly radio?: boolean;
  readonly keeps?: boolean;
  readonly listener?: string;
  readonly json?: boolean;
}

/** Address of the pages of a gateway on this machine. */
const DEFAULT_URL = 'http://localhost:5000/';

/** `voice-cli room create`. */
export function defineCreate(command: CliCommand, start: RunTask): void {
  command
    .summary('make a room, and print its links')
    .description(
      'Makes a room that no server can hear, and prints its links: one to share with members, and one for ' +
        'moderators, which is the only way back to being one. Nothing is sent to a server; the first who enters ' +
        'opens the room there. Links are as secret as what is said in the room.',
    )
    .option('--url <URL>', 'address of the pages, which the links start with', DEFAULT_URL)
    .option('--listener <TIME>', 'print a link to listen, too, for that long: 30m, 2h, 7d')
    .option('--radio', 'one speaks at a time')
    .option('--keeps', 'the room keeps what is said for those who come later')
    .option('--json', 'print a JSON object')
    .examples(
      'voice-cli room create',
      'voice-cli room create --url https://voice.example/ --listener 2h',
    )
    .action((options: CreateOptions) => start((context) => createRoom(options, context)));
}

/**
 * @returns the exit status.
 * @throws CommandLineError when an option makes no sense.
 */
async function createRoom(options: CreateOptions, context: CommandContext): Promise<number> {
  const { url, radio = false, keeps = false, listener, json = false } = options;
  const baseUrl = baseUrlOf(url);
  const listeningMs = listener === undefined ? null : durationOf('--listener', listener);
  const flags = (keeps ? RoomFlag.Keeps : 0) | (radio ? RoomFlag.Radio : 0);
  const room = await SealedRoomLink.make(flags);
  const listening = listeningMs && (await room.forListeners(Date.now() + listeningMs));
  const links = {
    member: room.forMembers().href(baseUrl),
    moderator: room.href(baseUrl),
    ...(listening && { listener: listening.href(baseUrl) }),
  };
  const screen = new Screen(context);
  if (json) screen.print(JSON.stringify({ type: 'room', id: room.id, ...links }));
  else for (const [role, link] of Object.entries(links)) screen.print(lineOf(role, link));
  return EXIT_STATUS.success.code;
}

function lineOf(role: string, link: string): string {
  return `${role.padEnd('moderator'.length)}  ${link}`;
}

function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CommandLineError(`--url cannot be ${text}; it is an address such as ${DEFAULT_URL}`);
  }
  return `${url.origin}${url.pathname.replace(/\/?$/, '/')}`;
}
