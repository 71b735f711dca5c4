import type { Acquaintance } from './remembered-people';

/** What is known of one other person in the room. */
export interface PersonSecurity {
  readonly n: number;
  /** Null for one that has not announced itself, or not rightly. */
  readonly acquaintance: Acquaintance | null;
  /** Whether they have shown that they can hear us. */
  readonly canHear: boolean;
  /** Whether their frames fail, or the server has brought things as theirs that are not. */
  readonly isFailing: boolean;
}

/** Everything that the state is computed from. */
export interface SecurityFacts {
  /** `open`: hop protection alone. */
  readonly room: 'open' | 'sealed';
  /** Everybody else in the room. */
  readonly others: readonly PersonSecurity[];
}

/** What people are told of the protection of a room. Nothing else shows a lock. */
export interface SecurityState {
  readonly level: 'open' | 'sealed' | 'verified' | 'partial' | 'broken';
  /** How many others can hear us. */
  readonly hearing: number;
  /** How many others there are. */
  readonly others: number;
  /** Numbers of those to whom the level is due, where it is `partial` or `broken`. */
  readonly because: readonly number[];
}

/** Computes what is shown; the worst that holds of anybody decides. */
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
