import type { Audience, Person } from '@sealwave/e2ee/session';

/** Who can hear a transmission: only people who have proved that they have its key. */
export interface Hearing {
  /** How many others can. */
  readonly hearing: number;
  /** How many others are in the room. */
  readonly others: number;
  /** Names of those who cannot; numbers of those without one. */
  readonly deaf: readonly string[];
}

/** Names the people of an audience. */
export function hearingOf({ hearing, others, deaf }: Audience, people: readonly Person[]): Hearing {
  const nameOf = (n: number): string => {
    const person = people.find((each) => each.n === n);
    return person ? nameOrNumber(person) : `number ${n}`;
  };
  return { hearing, others, deaf: deaf.map(nameOf) };
}

/** The name of a person, or their number where they have none. */
export function nameOrNumber({ n, name }: Pick<Person, 'n' | 'name'>): string {
  return name ?? `number ${n}`;
}

/** Says how many people can hear, and who cannot. */
export function describeHearing({ hearing, others, deaf }: Hearing): string {
  if (others === 0) return 'nobody else is in the room';
  const counts = `${hearing === 0 ? 'none' : hearing} of ${others} can hear you`;
  return deaf.length === 0 ? counts : `${counts}; not yet: ${deaf.join(', ')}`;
}
