import type { Person } from '@sealwave/e2ee/session';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../command-context';
import type { RunTask } from '../command-definition';
import { EXIT_STATUS } from '../output/exit-status';
import { nameOrNumber } from '../sealed/audience';
import { type Visit, type VisitOptions, visitRoom, withVisit } from './visit-room';

interface VerifyOptions extends VisitOptions {
  readonly mark?: boolean;
  readonly code?: string;
}

/** The person to verify is not there, not one person, or not the one that the code is of. */
class VerificationError extends VoiceError {
  override readonly peerFault = true;
}

/** `voice-cli room verify`. */
export function defineVerify(command: CliCommand, start: RunTask): void {
  withVisit(command)
    .summary('compare safety codes with somebody, and remember them')
    .description(
      'Enters the room, and prints the safety code that only you and one other person have. Compare it with ' +
        'theirs by another way than this room: if it is the same, nobody is between you. With --mark they are ' +
        'remembered as verified; somebody else under their name is then shown loudly, and not played.',
    )
    .argument('<LINK>', 'link of the room')
    .argument('<PERSON>', 'their name, or their number from `room people`')
    .option('--mark', 'the codes were compared and are the same: remember that')
    .option('--code <CODE>', 'their code: remember them as verified only if it is the same')
    .examples(
      'voice-cli room verify "$(cat link.txt)" Ann',
      'voice-cli room verify "$(cat link.txt)" Ann --code "12345 67890 ..."',
    )
    .action((link: string, who: string, options: VerifyOptions) =>
      start((context) => verify({ link, who, options }, context)),
    );
}

interface VerifyCommand {
  readonly link: string;
  readonly who: string;
  readonly options: VerifyOptions;
}

/**
 * @returns the exit status.
 * @throws VerificationError when the person is not there, or the code is another one.
 */
async function verify(
  { link, who, options }: VerifyCommand,
  context: CommandContext,
): Promise<number> {
  const work = async ({ room, screen }: Visit) => {
    const person = personCalled(who, room.others);
    const { identity } = person;
    const code = identity && (await room.pairCode(identity));
    if (identity === null || code === null) throw unproved(person);
    if (options.code !== undefined) requireSame(options.code, code);
    const isMarked = Boolean(options.mark) || options.code !== undefined;
    if (isMarked) room.verify(identity);
    const { n, name } = person;
    const shown = { type: 'verification', n, name, code, verified: isMarked };
    screen.print(options.json ? JSON.stringify(shown) : code);
    if (options.json) return;
    const called = nameOrNumber(person);
    screen.remark(
      isMarked ? `${called} is remembered as verified` : `compare this code with that of ${called}`,
    );
  };
  await visitRoom(link, options, { context, work });
  return EXIT_STATUS.success.code;
}

function personCalled(who: string, people: readonly Person[]): Person {
  const called = people.filter(({ n, name }) => name === who || String(n) === who);
  const [person, ...others] = called;
  if (person === undefined) {
    throw new VerificationError(ErrorCode.InvalidRequest, `${who} is not in the room`);
  }
  if (others.length > 0) {
    const numbers = called.map(({ n }) => n).join(', ');
    const problem = `several people are called ${who}: give a number, one of ${numbers}`;
    throw new VerificationError(ErrorCode.InvalidRequest, problem);
  }
  return person;
}

function requireSame(given: string, code: string): void {
  if (given.replace(/\D/g, '') === code.replace(/\D/g, '')) return;
  throw new VerificationError(
    ErrorCode.AttributionMismatch,
    'the codes are different: somebody may be between you. Nothing is remembered',
  );
}

function unproved(person: Person): VerificationError {
  const problem = `nothing proves who ${nameOrNumber(person)} is: they have not said so yet`;
  return new VerificationError(ErrorCode.AnnounceRefused, problem);
}
