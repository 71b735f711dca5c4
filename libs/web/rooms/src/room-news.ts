import type { RoomPresence } from '@sealwave/contracts';
import { type Member, namesOf } from './people/roster';

/** Most names in a text. With more, the text gives a count. */
const MAX_NAMES = 3;

/**
 * Describes what changed for the other members, to be read aloud. Empty if nothing did.
 * @param spoke numbers of members who started to speak since `before`. They may have stopped again.
 */
export function newsOf(
  before: RoomPresence,
  after: RoomPresence,
  spoke: ReadonlySet<number>,
): string {
  const [old, now] = [others(before), others(after)];
  const came = now.filter(({ n }) => !has(old, n));
  const left = old.filter(({ n }) => !has(now, n));
  const stayed = now.filter(({ n }) => has(old, n));
  const wasMuted = ({ n }: Member): boolean => old.some((each) => each.n === n && each.muted);
  const names = new Map([...namesOf(before.members), ...namesOf(after.members)]);
  const list = (members: readonly Member[]): string =>
    listOf(members.map(({ n }) => names.get(n) ?? ''));
  const calledBefore = namesOf(before.members);
  const isRenamed = ({ n, name }: Member): boolean =>
    old.some((each) => each.n === n && each.name !== name);
  const renames = stayed
    .filter(isRenamed)
    .map(({ n }) => [calledBefore.get(n) ?? '', names.get(n) ?? ''])
    .map(([from, to]) => $localize`${from}:before: is now called ${to}:after:`);
  const muted = stayed.filter((member) => member.muted && !wasMuted(member));
  const unmuted = stayed.filter((member) => !member.muted && wasMuted(member));
  const speaking = now.filter(({ n }) => spoke.has(n));
  return [
    came.length > 0 ? $localize`Joined: ${list(came)}:names:.` : '',
    left.length > 0 ? $localize`Left: ${list(left)}:names:.` : '',
    renames.length > 0 ? `${listOf(renames)}.` : '',
    speaking.length > 0 ? $localize`Speaking: ${list(speaking)}:names:.` : '',
    muted.length > 0 ? $localize`Muted: ${list(muted)}:names:.` : '',
    unmuted.length > 0 ? $localize`No longer muted: ${list(unmuted)}:names:.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/**
 * Whether the numbers of `after` continue those of `before`. They do on a new connection of this page. A voice
 * server never reuses a number until it restarts and begins with 1 again.
 */
export function continues(before: RoomPresence, after: RoomPresence): boolean {
  const last = Math.max(0, ...before.members.map(({ n }) => n));
  const isKnown = ({ n, name }: Member): boolean =>
    before.members.some((member) => member.n === n && member.name === name);
  return (after.you ?? 0) > last && after.members.every((each) => each.n > last || isKnown(each));
}

/**
 * The other members of `before` with their numbers in `after`. A restart of the voice server changes numbers,
 * so members are matched by name. A member who is not back gets an impossible number.
 */
export function renumbered(before: RoomPresence, after: RoomPresence): RoomPresence {
  const names = namesOf(before.members);
  const numbers = numbersAfter(others(before), others(after));
  const members = others(before).map((member) => {
    const n = numbers.get(member);
    return n === undefined
      ? { ...member, n: -member.n, name: names.get(member.n) ?? null }
      : { ...member, n };
  });
  return { ...after, members };
}

/** Matches members with the same number and name first. Then matches members with the same name. */
function numbersAfter(
  before: readonly Member[],
  after: readonly Member[],
): ReadonlyMap<Member, number> {
  const numbers = new Map<Member, number>();
  const free = new Set(after);
  const isSame = [
    (one: Member, other: Member) => one.n === other.n && one.name === other.name,
    (one: Member, other: Member) => one.name === other.name,
  ];
  for (const matches of isSame) {
    for (const member of before) {
      const found = numbers.has(member) ? undefined : [...free].find((one) => matches(one, member));
      if (found === undefined) continue;
      free.delete(found);
      numbers.set(member, found.n);
    }
  }
  return numbers;
}

/** Numbers of the other members who have begun to speak since `before`. */
export function beganToSpeak(before: RoomPresence, after: RoomPresence): readonly number[] {
  const spoke = others(before).filter(({ talking }) => talking);
  return others(after)
    .filter(({ talking, n }) => talking && !has(spoke, n))
    .map(({ n }) => n);
}

function others({ you, members }: RoomPresence): readonly Member[] {
  return members.filter(({ n }) => n !== you);
}

function has(members: readonly Member[], n: number): boolean {
  return members.some((member) => member.n === n);
}

function listOf(all: readonly string[]): string {
  const shown = all.slice(0, MAX_NAMES);
  const more = all.length - shown.length;
  if (more > 0) shown.push($localize`${more}:count: more`);
  return shown.join(', ');
}
