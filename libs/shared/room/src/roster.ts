import { MAX_ROOM_MEMBERS, type Member } from './member';
import type { RoomNotice, RoomRecord } from './record/room-record';

/** Somebody in a room, with every mark. */
export interface RosterMember extends Required<Member> {
  /** Whether they are speaking, as far as they have said. */
  readonly talking: boolean;
}

/** Who is in a room, as one of them knows it. */
export interface Roster {
  /** Our own number; null at a server that numbers nobody. */
  readonly you: number | null;
  /** Whether we may moderate. */
  readonly moderator: boolean;
  readonly members: readonly RosterMember[];
}

/** The roster of a client to which the server has said nothing yet. */
export const UNKNOWN_ROSTER: Roster = { you: null, moderator: false, members: [] };

/** The roster that the server gives to a client that it has let in; nobody is known to be speaking. */
export function rosterOf(joined: Extract<RoomRecord, { t: 'joined' }>): Roster {
  const { you = null, moderator = false, members = [] } = joined;
  return { you, moderator, members: members.map(silent) };
}

/** The roster after what the server has said of the room. */
export function applyNotice(roster: Roster, notice: RoomNotice): Roster {
  const members = membersAfter(roster.members, notice);
  return members === roster.members ? roster : { ...roster, members };
}

function membersAfter(
  members: readonly RosterMember[],
  notice: RoomNotice,
): readonly RosterMember[] {
  if (notice.t === 'sent') return members;
  const { t, n } = notice;
  if (t === 'talking') return changed(members, n, { talking: notice.on });
  // Nobody hears of the end of what is muted.
  if (t === 'muted') return changed(members, n, { muted: notice.on, talking: false });
  const others = members.filter((member) => member.n !== n);
  if (t === 'gone' || others.length >= MAX_ROOM_MEMBERS) return others;
  return [...others, silent(notice)];
}

function changed(
  members: readonly RosterMember[],
  n: number | undefined,
  change: Partial<RosterMember>,
): readonly RosterMember[] {
  return members.map((member) => (member.n === n ? { ...member, ...change } : member));
}

function silent({
  n,
  name,
  muted = false,
  moderator = false,
  listener = false,
}: Member): RosterMember {
  return { n, name, talking: false, muted, moderator, listener };
}
