import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../command-context';
import type { RunTask } from '../command-definition';
import { durationOf } from '../option-values';
import { EXIT_STATUS } from '../output/exit-status';
import { Screen } from '../terminal/screen';
import { type GivenLink, givenRoomLink } from './room-link';

interface InviteOptions {
  readonly listener?: string;
  readonly json?: boolean;
}

/** A link that does not let its holder invite as asked. */
class InviteError extends VoiceError {
  override readonly peerFault = true;

  static notByListener(): InviteError {
    return new InviteError(ErrorCode.NotAllowed, 'a link to listen cannot invite anybody');
  }

  static notByMember(): InviteError {
    const problem = "only a moderator's link makes links to listen; this is a member's";
    return new InviteError(ErrorCode.NotAllowed, problem);
  }
}

/** `voice-cli room invite`. */
export function defineInvite(command: CliCommand, start: RunTask): void {
  command
    .summary('print a link to invite somebody with')
    .description(
      'Prints the link to share with members, without the rights of a moderator if yours has them. With ' +
        "--listener, prints a link to listen that ends after that time; that needs a moderator's link. Nothing " +
        'is sent to a server.',
    )
    .argument('[LINK]', 'your link of the room; else SEALWAVE_ROOM')
    .option('--listener <TIME>', 'a link to listen, for that long: 30m, 2h, 7d')
    .option('--json', 'print a JSON object')
    .examples(
      'voice-cli room invite "https://voice.example/r/...#v=2&..."',
      'SEALWAVE_ROOM="$(cat moderator.txt)" voice-cli room invite --listener 2h',
    )
    .action((link: string | undefined, options: InviteOptions) =>
      start((context) => invite(link, options, context)),
    );
}

/**
 * @returns the exit status.
 * @throws InviteError when the link does not allow it.
 */
async function invite(
  text: string | undefined,
  { listener, json = false }: InviteOptions,
  context: CommandContext,
): Promise<number> {
  const listeningMs = listener === undefined ? null : durationOf('--listener', listener);
  const given = await givenRoomLink(text, context);
  const invitation = await invitationOf(given, listeningMs);
  const role = listeningMs === null ? 'member' : 'listener';
  const shown = { type: 'invite', role, id: given.link.id, link: invitation };
  new Screen(context).print(json ? JSON.stringify(shown) : invitation);
  return EXIT_STATUS.success.code;
}

async function invitationOf(
  { link, baseUrl }: GivenLink,
  listeningMs: number | null,
): Promise<string> {
  if (link.role === 'listener') throw InviteError.notByListener();
  if (listeningMs === null) return link.forMembers().href(baseUrl);
  const listening = await link.forListeners(Date.now() + listeningMs);
  if (listening === null) throw InviteError.notByMember();
  return listening.href(baseUrl);
}
