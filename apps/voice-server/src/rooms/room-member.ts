import type { Member, Role } from '@sealwave/room';
import type { Known } from './muted-people';

/** A client that enters a room. Its person stays the same while it is there. */
export interface Entrant extends Known {
  /** Display name; null without one. */
  readonly name: string | null;
  /** What it may do in the room. */
  readonly role: Role;
}

/** A client of the base protocol, which cannot give a name. */
export const UNNAMED: Entrant = { name: null, role: 'member', person: '', token: null };

/** A member of a room. */
export class RoomMember implements Entrant {
  readonly person: string;
  readonly token: string | null;
  private _role: Role;
  private _name: string | null;
  private _muted = false;

  /**
   * @param n number that identifies the member to the others.
   * @param entrant person and role.
   */
  constructor(
    readonly n: number,
    { name, role, person, token }: Entrant,
  ) {
    this._name = name;
    this._role = role;
    this.person = person;
    this.token = token;
  }

  /** What it may do in the room. */
  get role(): Role {
    return this._role;
  }

  /** Makes this member a moderator. Nobody can mute a moderator. */
  promote(): void {
    this._role = 'moderator';
    this._muted = false;
  }

  /** Display name; null without one. */
  get name(): string | null {
    return this._name;
  }

  /** Gives the member another name. */
  rename(name: string | null): void {
    this._name = name;
  }

  /** Whether a moderator muted this member. */
  get muted(): boolean {
    return this._muted;
  }

  /** Mutes or unmutes this member. */
  mute(on: boolean): void {
    this._muted = on;
  }

  /** Whether the other members hear this one. */
  get isAudible(): boolean {
    return this.role !== 'listener' && !this._muted;
  }

  /** Whether a ban of `other` also applies to this member, by person or by token. */
  isKnownAs(other: Known): boolean {
    return this.person === other.person || (other.token !== null && this.token === other.token);
  }

  /** What the other members see of this one. */
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
