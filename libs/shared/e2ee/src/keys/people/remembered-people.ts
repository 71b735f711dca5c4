import { type Bytes, equalConstantTime } from '@sealwave/kernel';

/** Somebody whose identity a client has stored. */
export interface RememberedPerson {
  readonly name: string;
  readonly identity: Bytes;
  /** Whether both people have compared their safety code. */
  readonly verified: boolean;
}

/** How well a client knows somebody in the room. */
export type Acquaintance =
  /** Neither this identity nor a verified person of this name is known. */
  | 'new'
  /** The identity was met before. */
  | 'known'
  /** The safety code of this identity was compared. */
  | 'verified'
  /** A verified person has this name, with another identity. */
  | 'changed';

/** Compares somebody with the remembered people. `changed` must be shown as a warning. */
export function acquaintanceOf(
  remembered: readonly RememberedPerson[],
  { name, identity }: { readonly name: string | null; readonly identity: Bytes },
): Acquaintance {
  const same = remembered.filter((each) => equalConstantTime(each.identity, identity));
  if (same.some(({ verified }) => verified)) return 'verified';
  const isTaken = remembered.some(
    (each) => each.verified && name !== null && isSameName(each.name, name),
  );
  if (isTaken) return 'changed';
  return same.length > 0 ? 'known' : 'new';
}

/** Whether two names count as the same. Case and Unicode form do not matter. */
export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
