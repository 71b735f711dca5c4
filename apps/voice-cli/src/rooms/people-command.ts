import type { Person } from '@sealwave/e2ee/session';
import type { Role } from '@sealwave/room';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../command-context';
import type { RunTask } from '../command-definition';
import { EXIT_STATUS } from '../output/exit-status';
import { printable, TextTable } from '../output/text-table';
import { describeSecurity } from '../sealed/describe-security';
import { type Visit, type VisitOptions, visitRoom, withVisit } from './visit-room';

/** `voice-cli room people`. */
export function definePeople(command: CliCommand, start: RunTask): void {
  withVisit(command)
    .summary('list who is in a room, and show its safety code')
    .description(
      'Enters the room, and prints who is there: name, number, role, whether they can hear you, whether you can ' +
        'hear them, and whether you have met or verified them. The safety code is the same at everybody who sees ' +
        'the same people: read it to each other.',
    )
    .argument('[LINK]', 'link of the room; else SEALWAVE_ROOM')
    .examples(
      'voice-cli room people "https://voice.example/r/...#v=2&..."',
      'SEALWAVE_ROOM="$(cat link.txt)" voice-cli room people --json',
    )
    .action((link: string | undefined, options: VisitOptions) =>
      start((context) => showPeople(link, options, context)),
    );
}

/** A row of the list. */
interface Row {
  readonly n: number;
  readonly name: string | null;
  readonly role: Role;
  readonly muted: boolean;
  readonly canHearYou: boolean;
  /** Whether what they say can be heard here. */
  readonly canBeHeard: boolean;
  readonly acquaintance: Person['acquaintance'];
}

async function showPeople(
  link: string | undefined,
  options: VisitOptions,
  context: CommandContext,
): Promise<number> {
  const work = async ({ room, client, screen }: Visit) => {
    const rows = room.others.map((person) => rowOf(person, roleOf(person, client)));
    const security = room.security;
    const safetyCode = await room.roomCode();
    if (options.json) {
      for (const row of rows) screen.print(JSON.stringify({ type: 'person', ...row }));
      screen.print(JSON.stringify({ type: 'room', safetyCode, ...security }));
      return;
    }
    if (rows.length > 0) screen.print(TABLE.header.trimEnd());
    for (const row of rows) screen.print(printable(TABLE.row(row).trimEnd()));
    screen.print(describeSecurity(security));
    screen.print(`safety code of the room: ${safetyCode}`);
  };
  await visitRoom(link, options, { context, work });
  return EXIT_STATUS.success.code;
}

/** Moderators are known to the server alone; who may speak follows from what is signed. */
function roleOf({ n, canSpeak }: Person, client: Visit['client']): Role {
  const member = client.roster?.members.find((each) => each.n === n);
  if (member?.moderator) return 'moderator';
  return canSpeak ? 'member' : 'listener';
}

function rowOf(
  { n, name, muted, identity, canSpeak, canHearUs, acquaintance }: Person,
  role: Role,
): Row {
  const canBeHeard = identity !== null && canSpeak && !muted;
  return { n, name, role, muted, canHearYou: canHearUs, canBeHeard, acquaintance };
}

const NAME_WIDTH = 24;
const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

const TABLE = new TextTable<Row>(
  [
    { title: 'name', cell: ({ name }) => name ?? '-' },
    { title: 'number', cell: ({ n }) => String(n) },
    { title: 'role', cell: ({ role, muted }) => (muted ? `${role}, muted` : role) },
    { title: 'hears you', cell: ({ canHearYou }) => yesOrNo(canHearYou) },
    { title: 'you hear', cell: ({ canBeHeard }) => yesOrNo(canBeHeard) },
    { title: 'known as', cell: ({ acquaintance }) => acquaintance ?? 'unproved' },
  ],
  NAME_WIDTH,
);
