import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import type { Announcement } from '../../keys/people/announce';
import {
  type Acquaintance,
  acquaintanceOf,
  isSameName,
  type RememberedPerson,
} from '../../keys/people/remembered-people';

/** The people that this client knows. It includes those verified or accepted in this session. */
export class KnownPeople {
  private found = new WeakMap<Announcement, Acquaintance>();

  constructor(
    private remembered: readonly RememberedPerson[],
    private readonly own: Bytes,
  ) {}

  /** How well the client knows a member. Our own other devices count as verified. */
  acquaintanceOf(member: Announcement): Acquaintance {
    const found = this.found.get(member) ?? this.lookUp(member);
    this.found.set(member, found);
    return found;
  }

  /** Remembers a member, and forgets all others of that name. People without a name do not share one. */
  remember({ name, identity }: Announcement, verified: boolean): RememberedPerson {
    const person = { name: name ?? '', identity, verified };
    const isReplaced = (each: RememberedPerson): boolean =>
      equalConstantTime(each.identity, identity) || (name !== null && isSameName(each.name, name));
    const others = this.remembered.filter((each) => !isReplaced(each));
    this.remembered = [...others, person];
    this.found = new WeakMap();
    return person;
  }

  private lookUp(member: Announcement): Acquaintance {
    if (equalConstantTime(member.identity, this.own)) return 'verified';
    return acquaintanceOf(this.remembered, member);
  }
}
