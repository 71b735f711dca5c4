/** By what somebody is known again; a ban goes by the same. */
export interface Known {
  /** A visitor of a gateway, or the address of a client that connects directly. */
  readonly person: string;
  /** Of the token that let them in; null where none did. */
  readonly token: string | null;
}

/**
 * Who is muted in a room: people, and not connections, or a second one would be heard, and who leaves would come back
 * heard. A gateway tells its people apart; who comes directly is known by address alone, so a mute meets the others of
 * the same house as well, as a ban does: to let them be heard would let a muted one be heard, for nothing tells them
 * apart. A moderator who means only one of them can unmute all.
 */
export class MutedPeople {
  private readonly people = new Set<string>();
  private readonly tokens = new Set<string>();

  add({ person, token }: Known): void {
    this.people.add(person);
    if (token !== null) this.tokens.add(token);
  }

  delete({ person, token }: Known): void {
    this.people.delete(person);
    if (token !== null) this.tokens.delete(token);
  }

  has({ person, token }: Known): boolean {
    return this.people.has(person) || (token !== null && this.tokens.has(token));
  }
}
