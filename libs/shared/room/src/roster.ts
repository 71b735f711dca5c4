import { MAX_ROOM_MEMBERS, type Member } from './member';
import type { RoomNotice, RoomRecord } from './record/room-record';

/** A member of a room with all flags filled in. */
export interface RosterMember extends Required<Member> {
  /** Whether the member is speaking, according to the server. */
  readonly talking: boolean;
}

/** The members of a room, as one of them sees it. */
export interface Roster {
  /** The client's own number. Null when the server does not number members. */
  readonly you: number | null;
  /** Whether the client may moderate. */
  readonly moderator: boolean;
  readonly members: readonly RosterMember[];
}

/** The roster before the server has answered. */
export const UNKNOWN_ROSTER: Roster = { you: null, moderator: false, members: [] };

/** The roster from the server's `joined`. Nobody counts as speaking. */
export function rosterOf(joined: Extract<RoomRecord, { t: 'joined' }>): Roster {
  const { you = null, moderator = false, members = [] } = joined;
  return { you, moderator, members: members.map(silent) };
}

/** Applies a notice of the server to a roster. */
export function applyNotice(roster: Roster, notice: RoomNotice): Roster {
  const members = membersAfter(roster.members, notice);
  if (members === roster.members) return roster;
  const becomesModerator = notice.t === 'here' && notice.n === roster.you && notice.moderator;
  return { ...roster, members, ...(becomesModerator && { moderator: true }) };
}

function membersAfter(
  members: readonly RosterMember[],
  notice: RoomNotice,
): readonly RosterMember[] {
  if (notice.t === 'sent') return members;
  const { t, n } = notice;
  if (t === 'talking') return changed(members, n, { talking: notice.on });
  // The server sends no `talking: false` for a member that it mutes.
  if (t === 'muted') return changed(members, n, { muted: notice.on, talking: false });
  if (t === 'gone') return members.filter((member) => member.n !== n);
  // The member is there already: only the name or the role changes.
  if (members.some((member) => member.n === n)) {
    const { name, moderator } = notice;
    return changed(members, n, { name, ...(moderator && { moderator }) });
  }
  return members.length >= MAX_ROOM_MEMBERS ? members : [...members, silent(notice)];
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
