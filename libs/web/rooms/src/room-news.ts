import type { RoomPresence } from '@sealwave/contracts';
import { type Member, namesOf } from './roster';

/** More names than these are a number. */
const MOST_NAMES = 3;

/**
 * What has happened to others in the room, in words to be read aloud; empty where nothing has.
 * @param spoke numbers of those who began to speak meanwhile, also if they have ended.
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
  const list = (members: readonly Member[]): string => listOf(members, names);
  const muted = stayed.filter((member) => member.muted && !wasMuted(member));
  const unmuted = stayed.filter((member) => !member.muted && wasMuted(member));
  const speaking = now.filter(({ n }) => spoke.has(n));
  return [
    came.length > 0 ? $localize`Joined: ${list(came)}:names:.` : '',
    left.length > 0 ? $localize`Left: ${list(left)}:names:.` : '',
    speaking.length > 0 ? $localize`Speaking: ${list(speaking)}:names:.` : '',
    muted.length > 0 ? $localize`Muted: ${list(muted)}:names:.` : '',
    unmuted.length > 0 ? $localize`No longer muted: ${list(unmuted)}:names:.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Numbers of the others that speak in `after` and did not in `before`. */
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

function listOf(members: readonly Member[], names: ReadonlyMap<number, string>): string {
  const shown = members.slice(0, MOST_NAMES).map(({ n }) => names.get(n) ?? '');
  const more = members.length - shown.length;
  if (more > 0) shown.push($localize`${more}:count: more`);
  return shown.join(', ');
}
