import { type SecurityState, securityState } from '../../keys/security-state';
import type { ConnectionState } from '../connection-state';
import type { OwnSenderKey } from '../own/own-sender-key';
import type { Peer } from './peer';
import type { Person } from './person';

/** What the owner of a session sees of the others on one connection. */
export class PeopleView {
  private shown: readonly Person[] | null = null;

  constructor(
    private readonly state: ConnectionState,
    private readonly senderKey: OwnSenderKey,
  ) {}

  /** Everybody else, by number. */
  people(): readonly Person[] {
    const nowMs = this.state.context.clock.now();
    const people = this.state.people.all().map((peer) => this.personOf(peer, nowMs));
    return people.sort((one, other) => one.n - other.n);
  }

  /** The protection of the room. Nobody hears a listener, so for a listener it does not matter who could. */
  securityState(): SecurityState {
    const isListener = this.state.context.keys.speakKey === null;
    const others = this.people().map((person) => ({
      ...person,
      canHear: isListener || person.canHearUs,
    }));
    return securityState({ room: 'sealed', others });
  }

  /** Tells the observer about changes since the last call. */
  publish(): void {
    const people = this.people();
    if (this.shown !== null && areSame(this.shown, people)) return;
    this.shown = people;
    this.state.context.observer.peopleChanged(people, this.securityState());
  }

  private personOf(peer: Peer, nowMs: number): Person {
    const { people, context } = this.state;
    const { n } = peer;
    const announced = people.announced.get(n);
    const isMutedByOrder = announced !== undefined && context.orders.isMuted(announced.identity);
    return {
      n,
      name: announced?.name ?? null,
      identity: announced?.identity ?? null,
      acquaintance: announced === undefined ? null : context.known.acquaintanceOf(announced),
      canSpeak: announced?.canSpeak ?? false,
      canHearUs: peer.isTrusted && this.senderKey.isHeardBy(n),
      isFailing: peer.refusals.isFailing(nowMs),
      muted: peer.isMuted || isMutedByOrder,
    };
  }
}

function areSame(some: readonly Person[], others: readonly Person[]): boolean {
  return some.length === others.length && some.every((each, i) => isSame(each, others[i]));
}

function isSame(one: Person, other: Person): boolean {
  const keys = Object.keys(one) as (keyof Person)[];
  return keys.every((key) => one[key] === other[key]);
}
