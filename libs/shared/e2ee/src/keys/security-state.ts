import type { Acquaintance } from './people/remembered-people';

/** The facts about one other person in the room. */
export interface PersonSecurity {
  readonly n: number;
  /** Null for a member without a valid announce. */
  readonly acquaintance: Acquaintance | null;
  /** Whether this person has acknowledged our sender key. */
  readonly canHear: boolean;
  /** Whether too many frames of this person fail, or the server passed off others' frames as theirs. */
  readonly isFailing: boolean;
}

/** Input of {@link securityState}. */
export interface SecurityFacts {
  /** `open`: only the hops protect the room. */
  readonly room: 'open' | 'sealed';
  /** Everybody else in the room. */
  readonly others: readonly PersonSecurity[];
}

/** How well the room is protected, for the screen. Nothing else may show a lock. */
export interface SecurityState {
  readonly level: 'open' | 'sealed' | 'verified' | 'partial' | 'broken';
  /** How many others can hear us. */
  readonly hearing: number;
  /** How many others there are. */
  readonly others: number;
  /** Numbers of the members that cause the level `partial` or `broken`. */
  readonly because: readonly number[];
}

/** Computes the state. The worst fact about any person decides. */
export function securityState({ room, others }: SecurityFacts): SecurityState {
  const hearing = others.filter(({ canHear }) => canHear).length;
  const counts = { hearing, others: others.length };
  if (room === 'open') return { level: 'open', ...counts, because: [] };
  const broken = others.filter((each) => each.isFailing || each.acquaintance === 'changed');
  if (broken.length > 0) return { level: 'broken', ...counts, because: numbersOf(broken) };
  const deaf = others.filter((each) => !each.canHear || each.acquaintance === null);
  if (deaf.length > 0) return { level: 'partial', ...counts, because: numbersOf(deaf) };
  const areVerified =
    others.length > 0 && others.every(({ acquaintance }) => acquaintance === 'verified');
  return { level: areVerified ? 'verified' : 'sealed', ...counts, because: [] };
}

function numbersOf(people: readonly PersonSecurity[]): number[] {
  return people.map(({ n }) => n);
}
