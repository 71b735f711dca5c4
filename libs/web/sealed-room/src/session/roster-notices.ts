import type { RoomPresence } from '@sealwave/contracts';
import type { PresentMember, RoomEntry, RosterNotice } from '@sealwave/e2ee/session';

/** Everybody else in a room, as a session takes them. */
export function othersIn({ you, members }: RoomPresence): readonly PresentMember[] {
  return members.filter(({ n }) => n !== you).map(({ n, muted }) => ({ n, muted }));
}

/** What changed for a session between two states of the roster. Who was replaced under a number leaves first. */
export function noticesBetween(
  before: readonly PresentMember[],
  after: readonly PresentMember[],
): readonly RosterNotice[] {
  const left = before.filter(({ n }) => !after.some((each) => each.n === n));
  const came = after.filter(({ n }) => !before.some((each) => each.n === n));
  const changed = after.filter((each) =>
    before.some(({ n, muted }) => n === each.n && muted !== each.muted),
  );
  return [
    ...left.map(({ n }): RosterNotice => ({ t: 'gone', n })),
    ...came.map((member): RosterNotice => ({ t: 'here', ...member })),
    ...changed.map(({ n, muted = false }): RosterNotice => ({ t: 'muted', n, on: muted })),
  ];
}

/** What a session is told when the page has entered; null where the server does not number members. */
export function entryOf(room: RoomPresence, exporter: RoomEntry['exporter']): RoomEntry | null {
  return room.you === null ? null : { you: room.you, members: othersIn(room), exporter };
}
