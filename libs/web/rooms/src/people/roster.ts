import type { RoomPresence } from '@sealwave/contracts';
import { guestName } from '@sealwave/web/ui';

/** Somebody in the room. */
export type Member = RoomPresence['members'][number];

/** One line of the list of who is in the room. */
export interface Row {
  readonly member: Member;
  /** What this person is called here, different for each. */
  readonly name: string;
  /** Left, while the list keeps still. */
  readonly gone: boolean;
}

/** People may come and go for as long as a pointer rests on the list. */
const MOST_GONE = 64;

/**
 * The rows in the order of arrival: nothing that people do moves them.
 * @param before the rows until now.
 * @param still whether the list is in use: a member that leaves then keeps the place, so that nobody else's row comes under the
 * pointer. Those who come are the last in any case.
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
  const kept = still ? left.slice(-MOST_GONE).map((row) => ({ ...row, gone: true })) : [];
  return [...rows, ...kept].sort((a, b) => a.member.n - b.member.n);
}

/**
 * What each member is called, by number. Who has no name is called by the number of arrival, and so is, with the name,
 * everybody but the first of those who share one: buttons are told apart by these names.
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
