import type { RoomPresence } from '@sealwave/contracts';
import { guestName } from '@sealwave/web/ui';

/** A member of the room. */
export type Member = RoomPresence['members'][number];

/** A row in the list of members. */
export interface Row {
  readonly member: Member;
  /** The displayed name, unique in the list. */
  readonly name: string;
  /** Whether the member has left. The row stays while the list is in use. */
  readonly gone: boolean;
}

/** Most rows of members who left. A pointer may rest on the list for long. */
const MAX_GONE = 64;

/**
 * The rows in the order of arrival. Nothing that members do reorders them.
 * @param before the previous rows.
 * @param still whether the list is in use. Then a member who leaves keeps the row: no other row moves under the
 * pointer. New members always come last.
 */
export function rowsOf(
  members: readonly Member[],
  before: readonly Row[],
  still: boolean,
): readonly Row[] {
  const names = namesOf(members);
  const rows = members.map((member) => ({
    ...{ member, gone: false },
    name: names.get(member.n) ?? '',
  }));
  const left = before.filter(({ member }) => !names.has(member.n));
  const kept = still ? left.slice(-MAX_GONE).map((row) => ({ ...row, gone: true })) : [];
  return [...rows, ...kept].sort((a, b) => a.member.n - b.member.n);
}

/**
 * The displayed name of each member, by number. A member without a name is called by number of arrival. If
 * several members have the same name, all but the first get their number added. So these names tell buttons
 * apart.
 */
export function namesOf(members: readonly Member[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const { n, name } of [...members].sort((a, b) => a.n - b.n)) {
    const plain = name ?? guestName(n);
    const alike = plain.normalize('NFKC').toLowerCase();
    names.set(n, taken.has(alike) ? $localize`${plain}:name: (${n}:number:)` : plain);
    taken.add(alike);
  }
  return names;
}
