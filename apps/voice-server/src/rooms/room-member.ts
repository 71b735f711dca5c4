import type { Member, Role } from '@sealwave/room';
import type { Known } from './muted-people';

/** Who enters a room, and as what; it stays the same for as long as they are there. */
export interface Entrant extends Known {
  /** What they are called; null where they have not said. */
  readonly name: string | null;
  /** What they may do there. */
  readonly role: Role;
}

/** A client of the base protocol, which can say nothing of itself. */
export const UNNAMED: Entrant = { name: null, role: 'member', person: '', token: null };

/** Somebody in a room. */
export class RoomMember implements Entrant {
  readonly name: string | null;
  readonly role: Role;
  readonly person: string;
  readonly token: string | null;
  private _muted = false;

  /** @param n number by which the others tell them apart. */
  constructor(
    readonly n: number,
    { name, role, person, token }: Entrant,
  ) {
    this.name = name;
    this.role = role;
    this.person = person;
    this.token = token;
  }

  /** Whether a moderator keeps the others from hearing them. */
  get muted(): boolean {
    return this._muted;
  }

  /** Mutes them, or lets them be heard again. */
  mute(on: boolean): void {
    this._muted = on;
  }

  /** Whether the others are to hear what they send. */
  get isAudible(): boolean {
    return this.role !== 'listener' && !this._muted;
  }

  /** Whether a ban of `other` means them as well: by person or by token. */
  isKnownAs(other: Known): boolean {
    return this.person === other.person || (other.token !== null && this.token === other.token);
  }

  /** What the others are told of them. */
  get listed(): Member {
    const { n, name, role, muted } = this;
    return {
      ...{ n, name },
      ...(muted && { muted }),
      ...(role === 'moderator' && { moderator: true }),
      ...(role === 'listener' && { listener: true }),
    };
  }
}
