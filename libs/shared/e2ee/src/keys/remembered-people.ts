import { type Bytes, equalConstantTime } from '@sealwave/kernel';

/** Somebody whose identity a client has stored. */
export interface RememberedPerson {
  readonly name: string;
  readonly identity: Bytes;
  /** Whether the two have compared their safety code. */
  readonly verified: boolean;
}

/** What a client knows of somebody that it meets. */
export type Acquaintance =
  /** Nobody of this name, and nobody with this identity. */
  | 'new'
  /** Met before. */
  | 'known'
  /** The one whose safety code was compared. */
  | 'verified'
  /** A verified person has this name, and this is somebody else. */
  | 'changed';

/** What is known of somebody: a different identity under the name of a verified person must be said loudly. */
export function acquaintanceOf(
  remembered: readonly RememberedPerson[],
  { name, identity }: { readonly name: string | null; readonly identity: Bytes },
): Acquaintance {
  const same = remembered.filter((each) => equalConstantTime(each.identity, identity));
  if (same.some(({ verified }) => verified)) return 'verified';
  const isTaken = remembered.some(
    (each) => each.verified && name !== null && sameName(each.name, name),
  );
  if (isTaken) return 'changed';
  return same.length > 0 ? 'known' : 'new';
}

function sameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

/** Capitals and ways of writing one character do not make another name. */
function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
